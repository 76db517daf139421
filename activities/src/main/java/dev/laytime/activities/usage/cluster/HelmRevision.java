package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.usage.manifests.RenderedManifests;
import dev.laytime.image.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A revision of a release, as Helm keeps it in a Secret. Its chart, its values and its manifests
 * are read past: nothing of them is kept, and nothing is said of why they cannot be read.
 *
 * @param release its name
 * @param number of the revision, as Helm counts
 * @param deployed whether it is the one that is there now
 * @param images that its manifests and its hooks name
 * @param whole whether that is all of them
 * @see <a href="https://helm.sh/docs/topics/advanced/#storage-backends">Helm, storage backends</a>
 */
record HelmRevision(
    String release, String number, boolean deployed, Set<Reference> images, boolean whole) {

  static final String TYPE = "helm.sh/release.v1";

  private static final int LARGEST = 64 * 1024 * 1024;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 0x08};

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LARGEST)
                  .maxStringLength(LARGEST)
                  .build())
          .build();

  HelmRevision {
    images = Set.copyOf(images);
  }

  /** What a Secret of that type holds. */
  static HelmRevision of(JsonNode secret) {
    JsonNode labels = secret.path("metadata").path("labels");
    String release = labels.path("name").asText(secret.path("metadata").path("name").asText());
    String number = labels.path("version").asText("?");
    boolean deployed = labels.path("status").asText().equals("deployed");
    Set<Reference> images = new LinkedHashSet<>();
    boolean whole = true;
    try {
      for (String manifests : manifests(secret.path("data").path("release").asText())) {
        RenderedManifests.Named named = RenderedManifests.in(manifests);
        images.addAll(named.images());
        whole &= named.whole();
      }
    } catch (IOException | IllegalArgumentException e) {
      whole = false; // and not why: its message may quote what it could not read
    }
    return new HelmRevision(release, number, deployed, images, whole);
  }

  /** Kubernetes encodes a Secret's value once, and Helm what it puts there once more. */
  private static List<String> manifests(String value) throws IOException {
    byte[] release = Base64.getDecoder().decode(Base64.getDecoder().decode(value));
    InputStream bytes = new ByteArrayInputStream(release);
    try (InputStream content = isGzip(release) ? new GZIPInputStream(bytes) : bytes;
        JsonParser parser = JSON.createParser(content)) {
      return manifests(parser);
    }
  }

  private static boolean isGzip(byte[] content) {
    return content.length > GZIP.length
        && content[0] == GZIP[0]
        && content[1] == GZIP[1]
        && content[2] == GZIP[2];
  }

  private static List<String> manifests(JsonParser parser) throws IOException {
    List<String> manifests = new ArrayList<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no release");
    }
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("manifest") && value == JsonToken.VALUE_STRING) {
        manifests.add(parser.getText());
        found = true;
      } else if (field.equals("hooks") && value == JsonToken.START_ARRAY) {
        hooks(parser, manifests);
      } else {
        parser.skipChildren();
      }
    }
    if (!found || parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("no whole release");
    }
    return manifests;
  }

  private static void hooks(JsonParser parser, List<String> manifests) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean manifest = parser.currentName().equals("manifest");
        if (parser.nextToken() == JsonToken.VALUE_STRING && manifest) {
          manifests.add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw new IOException("no whole hooks");
    }
  }

  /** Why its images count. */
  String reason() {
    return "%s revision %s of Helm release %s"
        .formatted(deployed ? "deployed" : "rollback", number, release);
  }
}

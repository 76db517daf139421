package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.nio.charset.StandardCharsets;

/** Small documents with the right digests. */
public final class Samples {

  private Samples() {}

  /** A document or a blob, and what it is called. */
  public record Content(String text, String mediaType, Digest digest) {

    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    String descriptor() {
      return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
          .formatted(mediaType, digest, bytes().length);
    }
  }

  public static Content blob(String text) {
    return content(text, "application/octet-stream");
  }

  public static Content blob(String text, String mediaType) {
    return content(text, mediaType);
  }

  /** An image; {@code more} is further fields, each ending with a comma. */
  public static Content image(Content config, Content layer, String more) {
    return content(
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",%s\"config\":%s,\"layers\":[%s]}"
            .formatted(MediaTypes.OCI_MANIFEST, more, config.descriptor(), layer.descriptor()),
        MediaTypes.OCI_MANIFEST);
  }

  public static Content index(String more, Content... children) {
    StringBuilder list = new StringBuilder();
    for (Content child : children) {
      list.append(list.isEmpty() ? "" : ",").append(child.descriptor());
    }
    return content(
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",%s\"manifests\":[%s]}"
            .formatted(MediaTypes.OCI_INDEX, more, list),
        MediaTypes.OCI_INDEX);
  }

  /** The field by which a manifest refers to another. */
  public static String subject(Content subject) {
    return "\"subject\":" + subject.descriptor() + ",";
  }

  private static Content content(String text, String mediaType) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Content(text, mediaType, DigestAlgorithm.SHA256.digest(bytes));
  }
}

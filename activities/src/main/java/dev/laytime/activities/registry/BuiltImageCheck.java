package dev.laytime.activities.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.copy.ImagePlatforms;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether what a builder pushed is whole, and is what was asked for: each image is asked
 * itself, whatever its index says of it.
 */
final class BuiltImageCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** On what an index names for a builder's own attestations, which no platform runs. */
  private static final String ATTESTATION = "vnd.docker.reference.type";

  private static final int MOST_CHILDREN = 100;

  private final BuiltImageRequest request;
  private final ImageStore store;
  private final Runnable pulse;

  /**
   * A check.
   *
   * @param pulse called whenever something was learned
   */
  BuiltImageCheck(BuiltImageRequest request, ImageStore store, Runnable pulse) {
    this.request = request;
    this.store = store;
    this.pulse = pulse;
  }

  BuiltImageResult result() throws IOException {
    try {
      Manifest manifest = fetch(request.digest(), "which its builder says it pushed");
      String fault =
          fault(MediaTypes.isIndex(manifest.mediaType()) ? children(manifest) : whole(manifest));
      return new BuiltImageResult(fault);
    } catch (Missing missing) {
      return new BuiltImageResult(String.valueOf(missing.getMessage()), true);
    } catch (Odd odd) {
      return new BuiltImageResult(String.valueOf(odd.getMessage()));
    }
  }

  private String fault(List<Platform> found) {
    for (Platform wanted : request.platforms()) {
      if (found.stream().noneMatch(each -> each.satisfies(wanted))) {
        return "what was built is for %s, and not for %s".formatted(found, wanted);
      }
    }
    for (Platform each : found) {
      if (request.platforms().stream().noneMatch(each::satisfies)) {
        return "what was built is also for %s, which nobody asked for".formatted(each);
      }
    }
    return "";
  }

  private List<Platform> children(Manifest index) throws IOException {
    List<Descriptor> children = ManifestContent.of(index).children();
    if (children.size() > MOST_CHILDREN) {
      throw new Odd("its index names %d images".formatted(children.size()));
    }
    Set<String> attestations = attestations(index);
    List<Platform> platforms = new ArrayList<>();
    for (Descriptor child : children) {
      Manifest manifest = fetch(child.digest(), "which its index names");
      if (MediaTypes.isIndex(manifest.mediaType())) {
        throw new Odd("its index names another index, " + child.digest());
      }
      List<Platform> own = whole(manifest);
      if (!attestations.contains(child.digest().value())) {
        platforms.add(platform(child, own.isEmpty() ? null : own.getFirst()));
      }
    }
    return platforms;
  }

  private static Platform platform(Descriptor child, @Nullable Platform own) throws Odd {
    Platform said = child.platform();
    if (said == null || own == null) {
      throw new Odd("it is not said what platform %s is for".formatted(child.digest()));
    }
    boolean same =
        said.os().equals(own.os())
            && said.architecture().equals(own.architecture())
            && (said.variant() == null
                || own.variant() == null
                || Objects.equals(said.variant(), own.variant()));
    if (!same) {
      throw new Odd(
          "its index says that %s is for %s, and it says %s itself"
              .formatted(child.digest(), said, own));
    }
    return said;
  }

  /** What an image is for, of which every blob is there. */
  private List<Platform> whole(Manifest image) throws IOException {
    for (Descriptor blob : ManifestContent.of(image).blobs()) {
      if (!MediaTypes.isForeign(blob.mediaType()) && !store.has(blob)) {
        throw missing(blob.digest(), "which %s consists of".formatted(image.digest()));
      }
      pulse.run();
    }
    return ImagePlatforms.of(store, image);
  }

  private Manifest fetch(Digest digest, String which) throws IOException {
    if (store.find(digest).isEmpty()) {
      throw missing(digest, which);
    }
    pulse.run();
    Manifest manifest = store.fetch(digest);
    pulse.run();
    return manifest;
  }

  private static Set<String> attestations(Manifest index) throws IOException {
    Set<String> digests = new HashSet<>();
    for (JsonNode child : JSON.readTree(index.bytes()).path("manifests")) {
      if (child.path("annotations").has(ATTESTATION)) {
        digests.add(child.path("digest").asText());
      }
    }
    return digests;
  }

  private Missing missing(Digest digest, String which) {
    return new Missing("%s has no %s, %s".formatted(request.repository(), digest, which));
  }

  /** Something is not there. */
  private static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;

    Missing(String said) {
      super(said);
    }
  }

  /** It is there, and not as it should be. */
  private static final class Odd extends IOException {
    private static final long serialVersionUID = 1L;

    Odd(String said) {
      super(said);
    }
  }
}

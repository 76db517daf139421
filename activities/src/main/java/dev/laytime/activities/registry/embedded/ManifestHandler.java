package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.ManifestContent;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Manifests and their tags.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution-spec, pulling, pushing and deleting manifests</a>
 */
final class ManifestHandler implements Router.Endpoint {

  private static final int LARGEST = 4 * 1024 * 1024;

  private final Repositories repositories;
  private final ManifestRules rules;

  // A rule and the change that it allows are one step.
  private final ReentrantLock changes = new ReentrantLock();

  ManifestHandler(Repositories repositories, ManifestRules rules) {
    this.repositories = repositories;
    this.rules = rules;
  }

  @Override
  public Response handle(Request request, String name, String selector) throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" -> get(repositories.get(name), selector);
      case "PUT" -> put(request, name, selector);
      case "DELETE" -> delete(repositories.get(name), selector);
      default -> throw Router.unsupported(request);
    };
  }

  private static Response get(OciLayout layout, String selector) throws IOException {
    Descriptor manifest = find(layout, selector).descriptor();
    Digest digest = manifest.digest();
    long size = layout.blobSize(digest).orElseThrow(() -> unknown(selector));
    return Response.of(200)
        .with("Content-Type", manifest.mediaType())
        .with("Docker-Content-Digest", digest.value())
        .with(new Body(size, () -> layout.readBlob(digest)));
  }

  private Response put(Request request, String name, String selector) throws IOException {
    List<Tag> tags = tags(request, selector);
    byte[] bytes = read(request);
    Digest digest = digest(selector, bytes);
    ManifestContent content = ManifestCheck.parse(bytes);
    String mediaType = ManifestCheck.mediaType(request.header("Content-Type"), content);
    OciLayout layout = repositories.getOrCreate(name);
    changes.lock();
    try {
      ManifestCheck.complete(layout, mediaType, content);
      for (Tag tag : tags) {
        rules.checkMove(layout, tag, digest);
      }
      layout.putManifest(bytes, mediaType, digest, null);
      for (Tag tag : tags) {
        layout.putManifest(bytes, mediaType, digest, tag);
      }
    } finally {
      changes.unlock();
    }
    return stored(name, selector, digest, content, tags);
  }

  private Response stored(
      String name, String selector, Digest digest, ManifestContent content, List<Tag> tags) {
    Response response =
        Response.of(201)
            .with("Location", "/v2/" + name + "/manifests/" + selector)
            .with("Docker-Content-Digest", digest.value());
    if (isDigest(selector) && !tags.isEmpty()) {
      String all = String.join(", ", tags.stream().map(Tag::value).toList());
      response = response.with("OCI-Tag", all);
    }
    return content.subject() == null || !rules.answersSubject()
        ? response
        : response.with("OCI-Subject", content.subject().value());
  }

  private Response delete(OciLayout layout, String selector) throws IOException {
    changes.lock();
    try {
      if (isDigest(selector)) {
        Digest digest = find(layout, selector).descriptor().digest();
        rules.checkDeletion(layout, digest);
        layout.removeManifest(digest);
      } else {
        rules.checkTagDeletion();
        LayoutEntry entry = find(layout, selector);
        layout.removeTag(tag(selector));
        rules.untagged(layout, entry.descriptor().digest());
      }
      return Response.of(202);
    } finally {
      changes.unlock();
    }
  }

  private static LayoutEntry find(OciLayout layout, String selector) throws IOException {
    Optional<LayoutEntry> found;
    if (isDigest(selector)) {
      found = layout.find(Digests.parse(selector));
    } else {
      try {
        found = layout.find(new Tag(selector));
      } catch (InvalidReferenceException e) {
        throw unknown(selector);
      }
    }
    return found.orElseThrow(() -> unknown(selector));
  }

  private static List<Tag> tags(Request request, String selector) {
    List<Tag> tags = new ArrayList<>();
    if (isDigest(selector)) {
      request.query().all("tag").forEach(text -> tags.add(tag(text)));
    } else {
      tags.add(tag(selector));
    }
    return tags;
  }

  private static Digest digest(String selector, byte[] bytes) {
    if (!isDigest(selector)) {
      return DigestAlgorithm.SHA256.digest(bytes);
    }
    Digest expected = Digests.parse(selector);
    Digest actual = DigestAlgorithm.of(expected).digest(bytes);
    if (!actual.equals(expected)) {
      throw ErrorCode.DIGEST_INVALID.about("its digest is " + actual);
    }
    return expected;
  }

  private static byte[] read(Request request) throws IOException {
    byte[] bytes = request.body().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw ErrorCode.SIZE_INVALID.about("a manifest has at most 4 MiB", 413);
    }
    return bytes;
  }

  private static Tag tag(String text) {
    try {
      return new Tag(text);
    } catch (InvalidReferenceException e) {
      throw ErrorCode.MANIFEST_INVALID.about(e);
    }
  }

  private static boolean isDigest(String selector) {
    return selector.indexOf(':') >= 0;
  }

  private static RefusedException unknown(String selector) {
    return ErrorCode.MANIFEST_UNKNOWN.about(selector);
  }
}

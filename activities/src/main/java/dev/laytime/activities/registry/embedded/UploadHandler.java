package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.activities.registry.layout.DigestMismatchException;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * Blobs on their way in.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-blobs">OCI
 *     distribution-spec, pushing blobs</a>
 */
final class UploadHandler implements Router.Endpoint {

  private final Repositories repositories;
  private final Uploads uploads;
  private final Behaviours behaviours;

  UploadHandler(Repositories repositories, Uploads uploads, Behaviours behaviours) {
    this.repositories = repositories;
    this.uploads = uploads;
    this.behaviours = behaviours;
  }

  @Override
  public Response handle(Request request, String name, String id) throws IOException {
    if (id.isEmpty()) {
      if (!request.method().equals("POST")) {
        throw Router.unsupported(request);
      }
      return start(request, name);
    }
    Upload upload = uploads.get(name, id);
    return switch (request.method()) {
      case "GET" -> underWay(204, upload);
      case "PATCH" -> append(request, upload);
      case "PUT" -> finish(request, upload);
      case "DELETE" -> cancel(upload);
      default -> throw Router.unsupported(request);
    };
  }

  private Response start(Request request, String name) throws IOException {
    request.query().first("digest-algorithm").ifPresent(UploadHandler::checkAlgorithm);
    Optional<Digest> mount = request.query().first("mount").map(Digests::parse);
    if (mount.isPresent() && mounted(request, name, mount.get())) {
      return stored(name, mount.get());
    }
    Optional<Digest> digest = request.query().first("digest").map(Digests::parse);
    OciLayout layout = repositories.getOrCreate(name);
    Upload upload = uploads.start(name, layout.writeBlob());
    return digest.isPresent() ? finish(request, upload) : underWay(202, upload);
  }

  private boolean mounted(Request request, String name, Digest digest) throws IOException {
    Optional<OciLayout> source = source(request.query().first("from"), digest);
    if (source.isPresent()) {
      repositories.getOrCreate(name).linkBlob(source.get(), digest);
    }
    return source.isPresent();
  }

  private Optional<OciLayout> source(Optional<String> from, Digest digest) throws IOException {
    if (from.isPresent()) {
      return repositories
          .find(Repositories.valid(from.get()))
          .filter(layout -> layout.hasBlob(digest));
    }
    for (String name : repositories.names()) {
      OciLayout layout = repositories.get(name);
      if (layout.hasBlob(digest)) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  private static Response append(Request request, Upload upload) throws IOException {
    upload.append(request);
    return underWay(202, upload);
  }

  private Response finish(Request request, Upload upload) throws IOException {
    Digest digest =
        Digests.parse(
            request
                .query()
                .first("digest")
                .orElseThrow(() -> ErrorCode.DIGEST_INVALID.about("the query has no digest")));
    upload.append(request);
    try {
      commit(upload, digest);
    } catch (DigestMismatchException e) {
      throw ErrorCode.DIGEST_INVALID.about(e);
    } finally {
      uploads.end(upload);
    }
    return stored(upload.name(), digest);
  }

  private void commit(Upload upload, Digest digest) throws IOException {
    if (behaviours.has(Behaviour.StoresWrongDigests.class)) {
      upload.commitUnverified(digest);
    } else {
      upload.commit(digest);
    }
  }

  private Response cancel(Upload upload) throws IOException {
    uploads.end(upload);
    return Response.of(204);
  }

  private static Response underWay(int status, Upload upload) {
    return Response.of(status)
        .with("Location", upload.location())
        .with("Range", upload.range())
        .with("Docker-Upload-UUID", upload.id());
  }

  private static Response stored(String name, Digest digest) {
    return Response.of(201)
        .with("Location", "/v2/" + name + "/blobs/" + digest)
        .with("Docker-Content-Digest", digest.value());
  }

  private static void checkAlgorithm(String name) {
    if (DigestAlgorithm.named(name).isEmpty()) {
      throw ErrorCode.DIGEST_INVALID.about("unsupported algorithm " + name);
    }
  }
}

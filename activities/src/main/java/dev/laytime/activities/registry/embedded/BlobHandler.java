package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Blobs that are there.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs">OCI
 *     distribution-spec, pulling and deleting blobs</a>
 */
final class BlobHandler implements Router.Endpoint {

  private final Repositories repositories;

  BlobHandler(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public Response handle(Request request, String name, String argument) throws IOException {
    Digest digest = Digests.parse(argument);
    OciLayout layout = repositories.get(name);
    return switch (request.method()) {
      case "GET", "HEAD" -> get(request, layout, digest);
      case "DELETE" -> delete(layout, digest);
      default -> throw Router.unsupported(request);
    };
  }

  private static Response get(Request request, OciLayout layout, Digest digest) {
    long size = layout.blobSize(digest).orElseThrow(() -> unknown(digest));
    Response whole =
        Response.of(200)
            .with("Content-Type", "application/octet-stream")
            .with("Docker-Content-Digest", digest.value())
            .with("Accept-Ranges", "bytes")
            .with(new Body(size, () -> layout.readBlob(digest)));
    try {
      Optional<ByteRange> range = range(request, size);
      return range.isEmpty() ? whole : part(whole, range.get());
    } catch (ByteRange.UnsatisfiableException e) {
      return ErrorCode.SIZE_INVALID
          .about("the blob has %d bytes".formatted(size), 416)
          .response()
          .with("Content-Range", "bytes */" + size);
    }
  }

  private static Optional<ByteRange> range(Request request, long size)
      throws ByteRange.UnsatisfiableException {
    Optional<String> header = request.header("Range");
    return header.isPresent() && request.method().equals("GET")
        ? ByteRange.parse(header.get(), size)
        : Optional.empty();
  }

  private static Response part(Response whole, ByteRange range) {
    Body body = whole.body();
    String contentRange = "bytes %d-%d/%d".formatted(range.first(), range.last(), body.length());
    return new Response(206, whole.headers(), new Body(range.length(), () -> open(body, range)))
        .with("Content-Range", contentRange);
  }

  private static InputStream open(Body whole, ByteRange range) throws IOException {
    InputStream in = whole.source().open();
    in.skipNBytes(range.first());
    return new LimitedInputStream(in, range.length());
  }

  private static Response delete(OciLayout layout, Digest digest) throws IOException {
    if (!layout.hasBlob(digest)) {
      throw unknown(digest);
    }
    if (layout.find(digest).isPresent()) {
      throw ErrorCode.UNSUPPORTED.about(digest + " is a manifest; delete it as one");
    }
    layout.removeBlob(digest);
    return Response.of(202);
  }

  private static RefusedException unknown(Digest digest) {
    return ErrorCode.BLOB_UNKNOWN.about(digest.value());
  }
}

package dev.laytime.activities.registry.embedded;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the handler of a request. A repository's name may contain any of the fixed words, so paths
 * are read from their end.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints">OCI
 *     distribution-spec, endpoints</a>
 */
final class Router implements Handler {

  /** A handler of one family of endpoints. */
  interface Endpoint {

    /**
     * Answers a request.
     *
     * @param name of the repository, valid
     * @param argument the last part of the path: a tag, digest or upload; empty for none
     */
    Response handle(Request request, String name, String argument) throws IOException;
  }

  private static final byte[] OK = {'{', '}'};

  private record Route(Pattern path, Endpoint endpoint) {}

  private final List<Route> routes;
  private final CatalogHandler catalog;

  Router(
      ManifestHandler manifests,
      BlobHandler blobs,
      UploadHandler uploads,
      TagHandler tags,
      ReferrerHandler referrers,
      CatalogHandler catalog) {
    this.catalog = catalog;
    this.routes =
        List.of(
            route("/manifests/([^/]+)", manifests),
            route("/tags/list()", tags),
            route("/referrers/([^/]+)", referrers),
            route("/blobs/uploads/?()", uploads),
            route("/blobs/uploads/([^/]+)", uploads),
            route("/blobs/([^/]+)", blobs));
  }

  @Override
  public Response handle(Request request) throws IOException {
    String path = request.path();
    if (path.equals("/v2/") || path.equals("/v2")) {
      return Response.of(200).with("Content-Type", "application/json").with(Body.of(OK));
    }
    if (path.equals("/v2/_catalog")) {
      return catalog.handle(request);
    }
    for (Route route : routes) {
      Matcher matcher = route.path.matcher(path);
      if (matcher.matches()) {
        String name = Repositories.valid(matcher.group(1));
        return route.endpoint.handle(request, name, matcher.group(2));
      }
    }
    throw ErrorCode.UNSUPPORTED.about("no endpoint at " + path, 404);
  }

  /** What a handler throws for a method that it has not. */
  static RefusedException unsupported(Request request) {
    return ErrorCode.UNSUPPORTED.about(request.method() + " of " + request.path());
  }

  private static Route route(String end, Endpoint endpoint) {
    return new Route(Pattern.compile("/v2/(.+)" + end), endpoint);
  }
}

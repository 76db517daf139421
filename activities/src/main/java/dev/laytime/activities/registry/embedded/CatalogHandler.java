package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The repositories of the registry.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/api/#listing-repositories">Docker
 *     Registry HTTP API V2, listing repositories</a>
 */
final class CatalogHandler implements Handler {

  private final Repositories repositories;

  CatalogHandler(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public Response handle(Request request) throws IOException {
    if (!request.method().equals("GET")) {
      throw Router.unsupported(request);
    }
    Page page = Page.of(repositories.names(), request.query());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("repositories");
    page.items().forEach(list::add);
    return page.link(Response.of(200).withJson("application/json", json), request.path());
  }
}

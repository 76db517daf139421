package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.List;

/**
 * The tags of a repository.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags">OCI
 *     distribution-spec, listing tags</a>
 */
final class TagHandler implements Router.Endpoint {

  private final Repositories repositories;

  TagHandler(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public Response handle(Request request, String name, String argument) throws IOException {
    if (!request.method().equals("GET")) {
      throw Router.unsupported(request);
    }
    List<String> tags = repositories.get(name).tags().stream().map(Tag::value).toList();
    Page page = Page.of(tags, request.query());
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
    ArrayNode list = json.putArray("tags");
    page.items().forEach(list::add);
    return page.link(Response.of(200).withJson("application/json", json), request.path());
  }
}

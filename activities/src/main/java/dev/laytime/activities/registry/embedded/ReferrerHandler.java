package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.MediaTypes;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What refers to a manifest.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers">OCI
 *     distribution-spec, listing referrers</a>
 */
final class ReferrerHandler implements Router.Endpoint {

  private static final String ARTIFACT_TYPE = "artifactType";

  private final Repositories repositories;
  private final Behaviours behaviours;

  ReferrerHandler(Repositories repositories, Behaviours behaviours) {
    this.repositories = repositories;
    this.behaviours = behaviours;
  }

  @Override
  public Response handle(Request request, String name, String argument) throws IOException {
    if (behaviours.has(Behaviour.NoReferrersApi.class)) {
      throw ErrorCode.UNSUPPORTED.about("there is no referrers API", 404);
    }
    if (!request.method().equals("GET")) {
      throw Router.unsupported(request);
    }
    Digest subject = Digests.parse(argument);
    Optional<OciLayout> layout = repositories.find(name);
    List<LayoutEntry> referrers = layout.isPresent() ? layout.get().referrers(subject) : List.of();
    Optional<String> type = request.query().first(ARTIFACT_TYPE).filter(text -> !text.isEmpty());
    Response response = Response.of(200).withJson(MediaTypes.OCI_INDEX, index(referrers, type));
    return type.isEmpty() ? response : response.with("OCI-Filters-Applied", ARTIFACT_TYPE);
  }

  private static ObjectNode index(List<LayoutEntry> referrers, Optional<String> type) {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode manifests = index.putArray("manifests");
    referrers.stream()
        .filter(entry -> type.isEmpty() || type.get().equals(entry.artifactType()))
        .forEach(entry -> describe(manifests.addObject(), entry));
    return index;
  }

  private static void describe(ObjectNode node, LayoutEntry entry) {
    node.put("mediaType", entry.descriptor().mediaType());
    node.put("digest", entry.descriptor().digest().value());
    node.put("size", entry.descriptor().size());
    if (entry.artifactType() != null) {
      node.put(ARTIFACT_TYPE, entry.artifactType());
    }
    if (!entry.annotations().isEmpty()) {
      ObjectNode annotations = node.putObject("annotations");
      entry.annotations().forEach(annotations::put);
    }
  }
}

package dev.laytime.activities.crd.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads objects of Flux, in the newest version that both the server and we know. */
final class FluxObjects {

  private static final List<String> VERSIONS = List.of("v1", "v1beta2");
  private static final Pattern IMAGE = Pattern.compile("(.*/)?imagerepo-mirror([:@].*)?");
  static final int NOT_FOUND = 404;

  private final ObjectApi api;

  FluxObjects(ObjectApi api) {
    this.api = api;
  }

  /**
   * The kind as the server has it.
   *
   * @throws IOException if it has none that we know: nobody can tell what there is
   */
  ObjectKind kind() throws IOException {
    ObjectApi.Answer answer = api.get("/apis/" + ImageRepository.GROUP);
    if (answer.status() == NOT_FOUND) {
      throw new IOException("the cluster has no ImageRepository: install Flux's image controllers");
    }
    if (!answer.isOk()) {
      throw new IOException(answer.refusal());
    }
    List<String> served = new ArrayList<>();
    answer.body().path("versions").forEach(each -> served.add(each.path("version").asText()));
    return VERSIONS.stream()
        .filter(served::contains)
        .findFirst()
        .map(ImageRepository::kind)
        .orElseThrow(() ->
            new IOException(
                "the cluster has ImageRepository in %s only; known are %s"
                    .formatted(served, VERSIONS)));
  }

  /**
   * All of them, of every namespace.
   *
   * @throws IOException if any is missing
   */
  List<ImageRepository> all(ObjectKind kind) throws IOException {
    return api.list(kind.path(), object -> List.of(ImageRepository.of(kind, object)));
  }

  /**
   * The Deployments of the program that we stand in for which have ready replicas.
   *
   * @throws IOException if that cannot be told
   */
  List<String> originals() throws IOException {
    return api.list(
        "/apis/apps/v1/deployments",
        deployment -> runs(deployment) ? List.of(key(deployment)) : List.of());
  }

  private static boolean runs(JsonNode deployment) {
    if (deployment.path("status").path("readyReplicas").asInt() <= 0) {
      return false;
    }
    JsonNode pod = deployment.path("spec").path("template").path("spec");
    for (JsonNode container : pod.path("containers")) {
      if (IMAGE.matcher(container.path("image").asText()).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String key(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }
}

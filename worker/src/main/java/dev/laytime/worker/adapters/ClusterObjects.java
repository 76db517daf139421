package dev.laytime.worker.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.usage.cluster.ClusterApi;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.KubernetesApi.Method;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** An adapter's way to a cluster, with the credentials of its source of use. */
public record ClusterObjects(KubernetesApi api) implements ObjectApi {

  private static final String JSON = "application/json";

  @Override
  public Answer get(String path) throws IOException {
    return answer(api.get(path));
  }

  @Override
  public <T> List<T> list(String path, Function<JsonNode, List<T>> made) throws IOException {
    return api.list(path, made);
  }

  @Override
  public Answer create(String path, JsonNode object) throws IOException {
    return send(Method.POST, path, JSON, object);
  }

  @Override
  public Answer patch(String path, Patch kind, JsonNode patch) throws IOException {
    return send(Method.PATCH, path, kind.mediaType(), patch);
  }

  @Override
  public Answer delete(String path, JsonNode options) throws IOException {
    return send(Method.DELETE, path, JSON, options);
  }

  private Answer send(Method method, String path, String mediaType, JsonNode body)
      throws IOException {
    return answer(api.send(method, path, mediaType, body));
  }

  private static Answer answer(ClusterApi.Answer answer) {
    return new Answer(answer.status(), answer.body());
  }

  @Override
  public void close() {
    api.close();
  }
}

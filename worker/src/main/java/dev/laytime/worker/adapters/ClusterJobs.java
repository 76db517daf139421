package dev.laytime.worker.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.usage.cluster.ClusterApi;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.KubernetesApi.Method;
import java.io.IOException;

/** The way to a cluster whose Jobs work for us, with the credentials of an adapter. */
public record ClusterJobs(KubernetesApi api) implements JobApi {

  private static final String JSON = "application/json";

  @Override
  public Answer get(String path) throws IOException {
    return answer(api.get(path));
  }

  @Override
  public String tail(String path, int bytes) throws IOException {
    return api.tail(path, bytes);
  }

  @Override
  public Answer create(String path, JsonNode object) throws IOException {
    return answer(api.send(Method.POST, path, JSON, object));
  }

  @Override
  public Answer delete(String path, JsonNode options) throws IOException {
    return answer(api.send(Method.DELETE, path, JSON, options));
  }

  private static Answer answer(ClusterApi.Answer answer) {
    return new Answer(answer.status(), answer.body());
  }

  @Override
  public void close() {
    api.close();
  }
}

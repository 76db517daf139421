package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the kinds that are looked for a cluster has. What a whole discovery does not list is not
 * installed; whatever could not be asked is unknown, and never taken for missing.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">
 *     Kubernetes, discovery API</a>
 */
final class Discovery {

  private final ClusterApi api;
  private final Map<String, Group> byGroup = new HashMap<>();
  private @Nullable Groups groups;

  Discovery(ClusterApi api) {
    this.api = api;
  }

  /** What became of looking for a kind. */
  sealed interface Found {}

  /**
   * It is there.
   *
   * @param apiVersion as in {@code apps/v1}
   * @param kind as in {@code Deployment}
   * @param path of its collection in all namespaces
   * @param namespaced whether its objects are in namespaces
   */
  record Installed(String apiVersion, String kind, String path, boolean namespaced)
      implements Found {

    /** The path of its collection in one namespace. */
    String in(String namespace) {
      int name = path.lastIndexOf('/');
      return path.substring(0, name) + "/namespaces/" + namespace + path.substring(name);
    }
  }

  /** The cluster says that it has no such kind. */
  record NotInstalled() implements Found {}

  /** Nobody knows. */
  record Unknown(String cause) implements Found {}

  /** What is known of one group. */
  private sealed interface Group {}

  /** Its kinds, in the version that the server prefers. */
  private record Kinds(String apiVersion, String path, Map<String, Kind> byResource)
      implements Group {}

  private record Without(Found found) implements Group {}

  private record Kind(String name, boolean namespaced) {}

  private record Groups(Map<String, String> preferred, @Nullable String problem) {}

  Found find(WatchedKind wanted) {
    return switch (byGroup.computeIfAbsent(wanted.group(), this::group)) {
      case Without(var found) -> found;
      case Kinds kinds -> in(kinds, wanted.resource());
    };
  }

  private static Found in(Kinds kinds, String resource) {
    Kind kind = kinds.byResource().get(resource);
    return kind == null
        ? new NotInstalled()
        : new Installed(
            kinds.apiVersion(), kind.name(), kinds.path() + "/" + resource, kind.namespaced());
  }

  private Group group(String group) {
    if (group.isEmpty()) {
      return kinds("v1", "/api/v1");
    }
    Groups all = groups();
    if (all.problem() != null) {
      return new Without(new Unknown(all.problem()));
    }
    String version = all.preferred().get(group);
    return version == null ? new Without(new NotInstalled()) : kinds(version, "/apis/" + version);
  }

  private Groups groups() {
    if (groups == null) {
      groups = readGroups();
    }
    return groups;
  }

  private Groups readGroups() {
    try {
      ClusterApi.Answer answer = api.get("/apis");
      if (!answer.isOk() || !answer.body().path("groups").isArray()) {
        return new Groups(Map.of(), "the list of API groups: " + answer.refusal());
      }
      Map<String, String> preferred = new LinkedHashMap<>();
      for (JsonNode group : answer.body().path("groups")) {
        preferred.put(
            group.path("name").asText(),
            group.path("preferredVersion").path("groupVersion").asText());
      }
      return new Groups(preferred, null);
    } catch (IOException e) {
      return new Groups(Map.of(), "the list of API groups: " + e.getMessage());
    }
  }

  private Group kinds(String apiVersion, String path) {
    try {
      ClusterApi.Answer answer = api.get(path);
      if (!answer.isOk() || !answer.body().path("resources").isArray()) {
        return unknown(apiVersion, answer.refusal());
      }
      Map<String, Kind> kinds = new LinkedHashMap<>();
      for (JsonNode resource : answer.body().path("resources")) {
        kinds.put(
            resource.path("name").asText(),
            new Kind(resource.path("kind").asText(), resource.path("namespaced").asBoolean(false)));
      }
      return new Kinds(apiVersion, path, kinds);
    } catch (IOException e) {
      return unknown(apiVersion, e.getMessage());
    }
  }

  private static Group unknown(String apiVersion, @Nullable String cause) {
    return new Without(new Unknown("the kinds of %s: %s".formatted(apiVersion, cause)));
  }
}

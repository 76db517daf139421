package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the kinds that are looked for a cluster has. What a whole discovery does not list is not
 * installed; whatever could not be asked is unknown, and never taken for missing.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">
 *     Kubernetes, discovery API</a>
 */
final class Discovery {

  private static final int MOST_VERSIONS = 50;
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

  private final Reader reader;
  private final Map<String, Version> byVersion = new HashMap<>();
  private @Nullable Groups groups;

  /** Asks the API server for one document. */
  interface Reader {
    ClusterApi.Answer get(String path) throws IOException;
  }

  Discovery(Reader reader) {
    this.reader = reader;
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

  /** The kinds of one version of a group. */
  private record Version(String apiVersion, String path, Map<String, Kind> kinds) {}

  private record Kind(String name, boolean namespaced) {}

  /** Versions by group, the preferred one first. */
  private record Groups(Map<String, List<String>> versions) {}

  /**
   * Not every kind of a group is in the version that its server prefers: all are looked through.
   */
  Found find(WatchedKind wanted) {
    try {
      for (String apiVersion : versions(wanted.group())) {
        Version version = version(apiVersion);
        Kind kind = version.kinds().get(wanted.resource());
        if (kind != null) {
          return new Installed(
              apiVersion, kind.name(), version.path() + "/" + wanted.resource(), kind.namespaced());
        }
      }
      return absent(wanted);
    } catch (IOException e) {
      return new Unknown(String.valueOf(e.getMessage()));
    }
  }

  /**
   * An API server that has just started, or a group's that is away, may list less than there is. So
   * what must be there is unknown where it is not listed, and so is what has a definition.
   */
  private Found absent(WatchedKind wanted) throws IOException {
    boolean group = !versions(wanted.group()).isEmpty();
    if (wanted.demand() == WatchedKind.Demand.ALWAYS
        || (wanted.demand() == WatchedKind.Demand.NAMED && group)) {
      return new Unknown("the API server does not list it");
    }
    String name = wanted.resource() + "." + wanted.group();
    ClusterApi.Answer definition = reader.get(DEFINITIONS + name);
    return switch (definition.status()) {
      case 404 -> new NotInstalled();
      case 200 -> new Unknown("it is defined, and the API server does not list it");
      default -> new Unknown("its definition: " + definition.refusal());
    };
  }

  private List<String> versions(String group) throws IOException {
    return group.isEmpty() ? List.of("v1") : groups().versions().getOrDefault(group, List.of());
  }

  private Groups groups() throws IOException {
    if (groups == null) {
      groups = readGroups();
    }
    return groups;
  }

  private Groups readGroups() throws IOException {
    JsonNode all = required("the list of API groups", "/apis", "groups");
    Map<String, List<String>> versions = new HashMap<>();
    for (JsonNode group : all) {
      Set<String> ordered = new LinkedHashSet<>();
      ordered.add(group.path("preferredVersion").path("groupVersion").asText());
      group.path("versions").forEach(each -> ordered.add(each.path("groupVersion").asText()));
      ordered.remove("");
      if (ordered.isEmpty()) {
        throw new IOException("the list of API groups: a group has no version");
      }
      if (ordered.size() > MOST_VERSIONS) {
        throw new IOException(
            "the list of API groups: a group has more than %d versions".formatted(MOST_VERSIONS));
      }
      versions.put(group.path("name").asText(), List.copyOf(ordered));
    }
    return new Groups(versions);
  }

  private Version version(String apiVersion) throws IOException {
    Version known = byVersion.get(apiVersion);
    if (known == null) {
      known = readVersion(apiVersion);
      byVersion.put(apiVersion, known);
    }
    return known;
  }

  private Version readVersion(String apiVersion) throws IOException {
    String path = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
    Map<String, Kind> kinds = new HashMap<>();
    for (JsonNode resource : required("the kinds of " + apiVersion, path, "resources")) {
      kinds.put(
          resource.path("name").asText(),
          new Kind(resource.path("kind").asText(), resource.path("namespaced").asBoolean(false)));
    }
    return new Version(apiVersion, path, kinds);
  }

  private JsonNode required(String what, String path, String list) throws IOException {
    ClusterApi.Answer answer;
    try {
      answer = reader.get(path);
    } catch (IOException e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    }
    if (!answer.isOk() || !answer.body().path(list).isArray()) {
      throw new IOException(what + ": " + answer.refusal());
    }
    return answer.body().path(list);
  }
}

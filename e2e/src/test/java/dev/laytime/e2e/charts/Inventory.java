package dev.laytime.e2e.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All objects of all kinds that an API server has, as it tells them.
 *
 * @param objects the lists, by the resource's name
 */
record Inventory(Map<String, List<JsonNode>> objects) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SECRETS = "secrets ";

  /** What comes and goes by itself. */
  private static final Set<String> PASSING = Set.of("events", "leases");

  static Inventory of(KubernetesClient client) {
    Map<String, List<JsonNode>> objects = new TreeMap<>();
    for (String version : versions(client)) {
      for (JsonNode kind : get(client, version).path("resources")) {
        if (!kind.path("name").asText().contains("/")
            && kind.path("verbs").toString().contains("\"list\"")) {
          String name = kind.path("name").asText();
          List<JsonNode> items = new ArrayList<>();
          get(client, version + "/" + name).path("items").forEach(items::add);
          objects.put(
              version.contains("events.k8s.io") ? "events" : name + " of " + version, items);
        }
      }
    }
    return new Inventory(objects);
  }

  private static List<String> versions(KubernetesClient client) {
    List<String> versions = new ArrayList<>(List.of("/api/v1"));
    get(client, "/apis")
        .path("groups")
        .forEach(
            group -> versions.add("/apis/" + group.at("/preferredVersion/groupVersion").asText()));
    return versions;
  }

  private static JsonNode get(KubernetesClient client, String path) {
    try {
      return JSON.readTree(client.raw(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + path, e);
    }
  }

  /**
   * Everything that anybody may read who may not read Secrets: specifications, statuses, events.
   */
  String text() {
    return text(kind -> !kind.startsWith(SECRETS));
  }

  /** Secrets alone. */
  String secrets() {
    return text(kind -> kind.startsWith(SECRETS));
  }

  private String text(Predicate<String> kinds) {
    return objects.entrySet().stream()
        .filter(kind -> kinds.test(kind.getKey()))
        .flatMap(kind -> kind.getValue().stream())
        .map(JsonNode::toString)
        .collect(Collectors.joining("\n"));
  }

  /** Which objects there are, but for those that come and go, as in {@code pods shop/app}. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    objects.forEach((kind, items) -> {
      if (!PASSING.contains(kind.split(" ", 2)[0])) {
        items.forEach(item ->
            names.add(
                "%s %s/%s"
                    .formatted(
                        kind.split(" ", 2)[0],
                        item.at("/metadata/namespace").asText(),
                        item.at("/metadata/name").asText())));
      }
    });
    return names;
  }
}

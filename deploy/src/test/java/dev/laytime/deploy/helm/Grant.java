package dev.laytime.deploy.helm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** One thing that a role lets be done, as in {@code list apps/deployments}. */
final class Grant {

  private Grant() {}

  /** Every verb on every resource of a Role or ClusterRole, one by one. */
  static Set<String> of(JsonNode role) {
    Set<String> grants = new TreeSet<>();
    for (JsonNode rule : role.path("rules")) {
      for (String verb : texts(rule, "verbs")) {
        for (String group : texts(rule, "apiGroups")) {
          for (String resource : texts(rule, "resources")) {
            grants.addAll(named(verb + " " + group + "/" + resource, rule));
          }
        }
      }
    }
    return grants;
  }

  private static List<String> named(String grant, JsonNode rule) {
    List<String> names = texts(rule, "resourceNames");
    return names.isEmpty()
        ? List.of(grant)
        : names.stream().map(name -> grant + " " + name).toList();
  }

  private static List<String> texts(JsonNode rule, String list) {
    return rule.path(list).valueStream().map(JsonNode::asString).toList();
  }
}

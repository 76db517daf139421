package dev.laytime.e2e.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.counterpart.ControlPlane;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a service account was granted, and by the audit log did with it. */
record Account(ControlPlane cluster, String namespace, String name) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One thing that is granted or was done.
   *
   * @param resource with its group and subresource
   * @param namespace empty for all, or none
   * @param name of the object; empty for all, or none
   */
  private record Right(String verb, String resource, String namespace, String name) {

    boolean covers(Right done) {
      return verb.equals(done.verb)
          && resource.equals(done.resource)
          && (namespace.isEmpty() || namespace.equals(done.namespace))
          && (name.isEmpty() || name.equals(done.name));
    }

    /** As in {@code list apps/deployments in shop}. */
    @Override
    public String toString() {
      return "%s %s%s%s"
          .formatted(
              verb,
              resource,
              name.isEmpty() ? "" : " " + name,
              namespace.isEmpty() ? "" : " in " + namespace);
    }
  }

  /** All that its roles grant, verb by verb. */
  Set<String> granted() {
    return texts(grants().stream());
  }

  /** What it was granted and never used. */
  Set<String> unused() {
    List<Right> done = done();
    return texts(grants().stream().filter(grant -> done.stream().noneMatch(grant::covers)));
  }

  /** What it used so far. */
  Set<String> used() {
    List<Right> done = done();
    return texts(grants().stream().filter(grant -> done.stream().anyMatch(grant::covers)));
  }

  /** What it was refused, as the audit log has it. */
  List<String> refused() {
    return cluster.audited(namespace, name).stream()
        .filter(line -> line.contains("\"code\":403"))
        .toList();
  }

  private static Set<String> texts(Stream<Right> rights) {
    Set<String> texts = new TreeSet<>();
    rights.map(Right::toString).forEach(texts::add);
    return texts;
  }

  private List<Right> grants() {
    List<Right> grants = new ArrayList<>();
    var rbac = cluster.client().rbac();
    rbac.clusterRoleBindings().list().getItems().stream()
        .filter(binding -> isBound(binding.getSubjects()))
        .forEach(binding -> grants.addAll(grants(binding.getRoleRef(), "")));
    rbac.roleBindings().inAnyNamespace().list().getItems().stream()
        .filter(binding -> isBound(binding.getSubjects()))
        .forEach(binding ->
            grants.addAll(grants(binding.getRoleRef(), binding.getMetadata().getNamespace())));
    return grants;
  }

  private boolean isBound(List<Subject> subjects) {
    return subjects.stream()
        .anyMatch(each ->
            each.getKind().equals("ServiceAccount")
                && name.equals(each.getName())
                && namespace.equals(each.getNamespace()));
  }

  private List<Right> grants(RoleRef role, String where) {
    var rbac = cluster.client().rbac();
    List<PolicyRule> rules =
        role.getKind().equals("Role")
            ? rbac.roles().inNamespace(where).withName(role.getName()).get().getRules()
            : rbac.clusterRoles().withName(role.getName()).get().getRules();
    return rules.stream().flatMap(rule -> grants(rule, where)).toList();
  }

  private static Stream<Right> grants(PolicyRule rule, String where) {
    List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getVerbs().stream()
        .flatMap(verb ->
            rule.getApiGroups().stream()
                .flatMap(group ->
                    rule.getResources().stream()
                        .flatMap(resource ->
                            names.stream()
                                .map(each ->
                                    new Right(verb, group + "/" + resource, where, each)))));
  }

  /** But for what anybody may: the lists of groups and kinds. */
  private List<Right> done() {
    return cluster.audited(namespace, name).stream()
        .map(Account::event)
        .filter(event -> event.has("objectRef"))
        .map(Account::right)
        .toList();
  }

  private static Right right(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText();
    String resource = object.path("apiGroup").asText() + "/" + object.path("resource").asText();
    return new Right(
        event.path("verb").asText(),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        object.path("namespace").asText(),
        object.path("name").asText());
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}

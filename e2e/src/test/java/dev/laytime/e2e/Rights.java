package dev.laytime.e2e;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the user may that may what it is given. */
public record Rights(ControlPlane cluster) {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String USER = "scanner";

  /** All that a scan needs but for one kind. */
  public void grantAllButJobs() {
    grant("kube-system", "get", "", List.of("namespaces"));
    grant("core", "list", "", List.of("pods", "podtemplates", "replicationcontrollers"));
    grant(
        "apps",
        "list",
        "apps",
        List.of("deployments", "replicasets", "statefulsets", "daemonsets", "controllerrevisions"));
    grant("cronjobs", "list", "batch", List.of("cronjobs"));
  }

  public void grantJobs() {
    grant("jobs", "list", "batch", List.of("jobs"));
  }

  public void revokeJobs() {
    cluster.client().rbac().clusterRoleBindings().withName("scanner-jobs").delete();
    cluster.client().rbac().clusterRoles().withName("scanner-jobs").delete();
  }

  /**
   * What {@code follow-a-cluster.md} has people apply.
   *
   * @return the token of the service account in it
   */
  public String grantAsDocumented() throws IOException {
    grantAsDocumentedFor("follow-a-cluster.md");
    return cluster.tokenOf("laytime", "laytime");
  }

  /** What the first block of such a page has people apply. */
  public void grantAsDocumentedFor(String page) throws IOException {
    cluster.create(blocks(page).findFirst().orElseThrow());
  }

  /** What the block of such a page that names an object so has people apply. */
  public void grantAsDocumentedFor(String page, String object) throws IOException {
    cluster.create(
        blocks(page).filter(block -> block.contains("name: " + object)).findFirst().orElseThrow());
  }

  private static Stream<String> blocks(String page) throws IOException {
    String text = Files.readString(Checkout.root().resolve("docs/how-to").resolve(page));
    String[] parts = text.split(" *```yaml\n| *```\n", -1);
    return Arrays.stream(parts).skip(1).map(block -> block.stripTrailing().stripIndent());
  }

  /** Those of one namespace. */
  public void grantSecrets(String namespace) {
    cluster
        .client()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("secrets")
                .withNamespace(namespace)
                .endMetadata()
                .addToRules(rule("list", "", List.of("secrets")))
                .build())
        .create();
    cluster
        .client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("secrets")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "Role", "secrets")
                .addNewSubject(RBAC, "User", USER, null)
                .build())
        .create();
  }

  private void grant(String name, String verb, String group, List<String> kinds) {
    cluster
        .client()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("scanner-" + name)
                .endMetadata()
                .addToRules(rule(verb, group, kinds))
                .build())
        .create();
    cluster
        .client()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("scanner-" + name)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", "scanner-" + name)
                .addNewSubject(RBAC, "User", USER, null)
                .build())
        .create();
  }

  private static PolicyRule rule(String verb, String group, List<String> kinds) {
    return new PolicyRuleBuilder()
        .addToApiGroups(group)
        .addAllToResources(kinds)
        .addToVerbs(verb)
        .build();
  }
}

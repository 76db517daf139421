package dev.laytime.e2e.clusters;

import dev.laytime.e2e.counterpart.ControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/** What the user may that may what it is given. */
record Rights(ControlPlane cluster) {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String USER = "scanner";

  /** All that a scan needs but for one kind. */
  void grantAllButJobs() {
    grant("kube-system", "get", "", List.of("namespaces"));
    grant("core", "list", "", List.of("pods", "podtemplates", "replicationcontrollers"));
    grant(
        "apps",
        "list",
        "apps",
        List.of("deployments", "replicasets", "statefulsets", "daemonsets", "controllerrevisions"));
    grant("cronjobs", "list", "batch", List.of("cronjobs"));
  }

  void grantJobs() {
    grant("jobs", "list", "batch", List.of("jobs"));
  }

  void revokeJobs() {
    cluster.client().rbac().clusterRoleBindings().withName("scanner-jobs").delete();
    cluster.client().rbac().clusterRoles().withName("scanner-jobs").delete();
  }

  /** Those of one namespace. */
  void grantSecrets(String namespace) {
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

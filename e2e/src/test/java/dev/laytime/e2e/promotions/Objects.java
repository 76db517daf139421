package dev.laytime.e2e.promotions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laytime.e2e.Rights;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A cluster that has our kinds, whose objects a worker reads with the rights of their page. */
record Objects(ControlPlane cluster, String token) {

  private static final String RBAC = "rbac.authorization.k8s.io";

  /** Starts one with a namespace {@code shop}. */
  static Objects start(Workspace workspace) throws IOException {
    ControlPlane cluster = ControlPlane.start(workspace);
    cluster.namespace("shop");
    Rights rights = new Rights(cluster);
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("steer-with-kubectl.md");
    rights.grantAsDocumentedFor("approve-with-kubectl.md");
    Objects objects = new Objects(cluster, token);
    objects.createShipped("laytime");
    return objects;
  }

  /** Makes what the chart would, out of one of its files. */
  void createShipped(String name) throws IOException {
    String file = "deploy/helm/laytime/files/crds/%s.yaml".formatted(name);
    var _ = create(cluster.client(), Files.readString(Checkout.root().resolve(file)));
  }

  /** Lets people approve in namespace {@code shop}. */
  void letApprove(String... people) {
    Role role =
        new RoleBuilder()
            .withNewMetadata()
            .withName("approvers")
            .withNamespace("shop")
            .endMetadata()
            .addNewRule()
            .withApiGroups("laytime.dev")
            .withResources("promotionapprovals")
            .withVerbs("create")
            .endRule()
            .build();
    RoleBindingBuilder binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("approvers")
            .withNamespace("shop")
            .endMetadata()
            .withNewRoleRef(RBAC, "Role", "approvers");
    for (String person : people) {
      binding.addNewSubject(RBAC, "User", person, null);
    }
    cluster.client().resource(role).create();
    cluster.client().resource(binding.build()).create();
  }

  /** Makes an object as somebody. */
  GenericKubernetesResource createAs(String person, String yaml) {
    Config config =
        new ConfigBuilder(cluster.client().getConfiguration())
            .withImpersonateUsername(person)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return create(client, yaml).getFirst();
    }
  }

  /**
   * Has a worker follow its objects.
   *
   * @param tenant what else namespace {@code shop} may
   */
  void follow(Way way, String... tenant) {
    way.configuration().cluster("live", cluster.kubeconfig(token), Durations.QUICK);
    way.configuration()
        .lines(
            "custom-resources:",
            "  enabled: true",
            "  namespace: laytime",
            "  every: 1s",
            "  approvers: ['*@example.com']");
    way.configuration().lines("  tenants:", "    - namespace: shop");
    for (String line : tenant) {
      way.configuration().lines("      " + line);
    }
  }

  /** Makes objects as somebody. */
  List<GenericKubernetesResource> create(KubernetesClient as, String yaml) {
    return as.load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items().stream()
        .map(object -> as.resource(object).create())
        .filter(GenericKubernetesResource.class::isInstance)
        .map(GenericKubernetesResource.class::cast)
        .toList();
  }

  GenericKubernetesResource create(String yaml) {
    return create(cluster.client(), yaml).getFirst();
  }

  void delete(GenericKubernetesResource object) {
    cluster.client().resource(object).delete();
  }

  /** Waits until the condition {@code Ready} of an object has a status and a reason. */
  void await(GenericKubernetesResource object, String status, String reason) {
    awaitThat(
        object, ready -> status.equals(ready.get("status")) && reason.equals(ready.get("reason")));
  }

  private void awaitThat(
      GenericKubernetesResource object, Predicate<Map<String, Object>> condition) {
    var resource = cluster.client().resource(object);
    try {
      var _ =
          resource.waitUntilCondition(
              now -> now != null && condition.test(ready(now)),
              Way.LONG.toSeconds(),
              TimeUnit.SECONDS);
    } catch (KubernetesClientException e) {
      throw new IllegalStateException("Waited in vain; it is " + resource.get(), e);
    }
  }

  private static Map<String, Object> ready(GenericKubernetesResource object) {
    List<Map<String, Object>> conditions = object.get("status", "conditions");
    return conditions == null
        ? Map.of()
        : conditions.stream()
            .filter(condition -> "Ready".equals(condition.get("type")))
            .findFirst()
            .orElse(Map.of());
  }
}

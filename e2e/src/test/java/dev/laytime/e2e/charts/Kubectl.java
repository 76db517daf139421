package dev.laytime.e2e.charts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laytime.e2e.counterpart.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Objects of a cluster, as a person with kubectl has them. */
public record Kubectl(ControlPlane cluster) {

  private static final Duration SOON = Duration.ofMinutes(5);

  static String yaml(String kind, String namespace, String name, String spec) {
    return """
    apiVersion: laytime.dev/v1alpha1
    kind: %s
    metadata: {name: %s, namespace: %s}
    spec: {%s}
    """
        .formatted(kind, name, namespace, spec);
  }

  public List<GenericKubernetesResource> create(String yaml) {
    return cluster.client().load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items().stream()
        .map(this::created)
        .filter(GenericKubernetesResource.class::isInstance)
        .map(GenericKubernetesResource.class::cast)
        .toList();
  }

  void secret(String namespace, String name, String kubeconfig) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToStringData("kubeconfig", kubeconfig)
                .build())
        .create();
  }

  private HasMetadata created(HasMetadata object) {
    return cluster.client().resource(object).create();
  }

  Resource<GenericKubernetesResource> resource(GenericKubernetesResource object) {
    return cluster.client().resource(object);
  }

  List<Event> events(String namespace, String uid) {
    return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> uid.equals(event.getRegarding().getUid()))
        .toList();
  }

  void suspend(GenericKubernetesResource object, boolean suspended) {
    merge(object, "{\"spec\":{\"suspend\":%s}}".formatted(suspended));
  }

  void merge(GenericKubernetesResource object, String patch) {
    var _ = resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** As {@code kubectl wait} does: for the generation that there is. */
  public GenericKubernetesResource awaitReady(GenericKubernetesResource object, String status) {
    return await(
        object,
        "Ready=" + status,
        now ->
            status.equals(condition(now, "Ready").get("status"))
                && now.getMetadata()
                    .getGeneration()
                    .toString()
                    .equals(String.valueOf(now.<Object>get("status", "observedGeneration"))));
  }

  public GenericKubernetesResource await(
      GenericKubernetesResource object,
      String what,
      Predicate<GenericKubernetesResource> condition) {
    try {
      return resource(object)
          .waitUntilCondition(
              now -> now != null && condition.test(now), SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(
          "Waited in vain: %s; it is %s".formatted(what, resource(object).get()), e);
    }
  }

  public static Map<String, Object> condition(GenericKubernetesResource object, String type) {
    List<Map<String, Object>> conditions = object.get("status", "conditions");
    return conditions == null
        ? Map.of()
        : conditions.stream()
            .filter(condition -> type.equals(condition.get("type")))
            .findFirst()
            .orElse(Map.of());
  }
}

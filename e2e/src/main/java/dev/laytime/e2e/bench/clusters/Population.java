package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.harness.Await;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Fills a cluster with objects that never run: there is no node. */
record Population(ControlPlane cluster, String namespace) {

  private static final int AT_A_TIME = 8;
  private static final Duration GONE = Duration.ofMinutes(3);

  /** Deployments without replicas by number, from one up to another, over so many images. */
  void workloads(int from, int to, int images) {
    together(
        IntStream.range(from, to)
            .mapToObj(
                i -> (Runnable) () -> cluster.client().resource(deployment(i, images)).create())
            .toList());
  }

  /** Pods by number, from one up to another, over so many images. */
  void pods(int from, int to, int images) {
    together(
        IntStream.range(from, to)
            .mapToObj(i -> (Runnable) () -> pod("pod-" + i, image(i % images)))
            .toList());
  }

  /** Pods of one image. */
  void rollout(String name, int count, String image) {
    together(
        IntStream.range(0, count)
            .mapToObj(i -> (Runnable) () -> pod(name + "-" + i, image))
            .toList());
  }

  /** One Pod. */
  void pod(String name, String image) {
    cluster.client().resource(podOf(name, image)).create();
  }

  /** Takes the namespace away with all that is in it. */
  void remove() {
    cluster.client().namespaces().withName(namespace).delete();
    Await.until("the namespace is gone", GONE, this::isGone);
  }

  private boolean isGone() {
    return cluster.client().namespaces().withName(namespace).get() == null;
  }

  private Pod podOf(String name, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }

  private Deployment deployment(int number, int images) {
    Map<String, String> labels = Map.of("app", "workload-" + number);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("workload-" + number)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image(number % images))
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Outside every stage: it is only written down. */
  private static String image(int number) {
    return "registry.test/team-%d/app-%d:1".formatted(number % 20, number);
  }

  private static void together(List<Runnable> work) {
    List<Callable<Object>> calls = new ArrayList<>();
    work.forEach(one -> calls.add(Executors.callable(one)));
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (Future<Object> call : threads.invokeAll(calls)) {
        call.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while filling a cluster", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Fill a cluster", e.getCause());
    }
  }
}

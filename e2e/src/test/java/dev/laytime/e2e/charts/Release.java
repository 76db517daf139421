package dev.laytime.e2e.charts;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Our chart as {@code laytime} in a namespace.
 *
 * @param objects as Helm would install them, and its test
 */
record Release(List<GenericKubernetesResource> objects) {

  private static final Path CHART = Checkout.root().resolve("deploy/helm/laytime");

  /**
   * Has Helm render it.
   *
   * @param values a file
   */
  static Release of(Workspace workspace, String namespace, Path values) throws IOException {
    String manifests =
        new Helm(withoutHooks(workspace.directory("chart")))
            .template()
            .withName("laytime")
            .withNamespace(namespace)
            .withKubeVersion("1.36.3")
            .withValuesFile(values)
            .call();
    return new Release(
        Stream.of(manifests.split("(?m)^---$"))
            .filter(document -> document.contains("apiVersion:"))
            .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
            .toList());
  }

  /** Makes every object, and has the API server refuse a field that it does not know. */
  void createIn(ControlPlane cluster) {
    for (GenericKubernetesResource object : objects) {
      cluster
          .client()
          .resource(object)
          .fieldValidation(FieldValidateable.Validation.STRICT)
          .create();
    }
  }

  /** Lets Helm look for faults, with some values for what has no default. */
  static LintResult linted(Workspace workspace) throws IOException {
    Path chart =
        copied(
            workspace.directory("chart"),
            line ->
                Stream.of(
                    line.replace("  repository: \"\"", "  repository: registry.example.com/laytime")
                        .replace("    address: \"\"", "    address: temporal.example.com:7233")));
    return new Helm(chart).lint().strict().call();
  }

  /** What renders it here leaves out hooks, as tests are. */
  private static Path withoutHooks(Path target) throws IOException {
    return copied(target, line -> Stream.of(line).filter(each -> !each.contains("helm.sh/hook")));
  }

  private static Path copied(Path target, Function<String, Stream<String>> line)
      throws IOException {
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(CHART.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllLines(file).stream().flatMap(line).toList());
      }
    }
    return target;
  }
}

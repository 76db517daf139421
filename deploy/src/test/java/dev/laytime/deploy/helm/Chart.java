package dev.laytime.deploy.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.laytime.deploy.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * What Helm makes of our chart, as release {@code laytime} in namespace {@code images}.
 *
 * @param objects in the order in which they would be installed
 */
record Chart(List<JsonNode> objects) {

  static final Path DIRECTORY = Path.of("helm/laytime");

  /** With the values of one of the chart's own samples. */
  static Chart ofSample(String name) {
    return rendered(DIRECTORY.resolve("ci").resolve(name + "-values.yaml"), _ -> {});
  }

  /** As it comes. */
  static Chart ofDefaults() {
    return rendered(DIRECTORY.resolve("values.yaml"), _ -> {});
  }

  /** With values, as YAML, and some for what has no default. */
  static Chart of(String values) {
    return of(values, Chart::addWhatHasNoDefault);
  }

  private static Chart of(String values, Consumer<Path> change) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return rendered(file, change);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What whoever installs it is told. */
  static String notes(String values) {
    Chart chart = of(values, Chart::makeNotesAnObject);
    return chart.only("ConfigMap", "notes").at("/data/notes").asString();
  }

  private static void makeNotesAnObject(Path directory) {
    addWhatHasNoDefault(directory);
    try {
      Files.move(directory.resolve("templates/NOTES.txt"), directory.resolve("notes.txt"));
      Files.writeString(
          directory.resolve("templates/notes.yaml"),
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: notes}
          data:
            notes: |
          {{ tpl (.Files.Get "notes.txt") . | indent 4 }}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LintResult linted() {
    return onACopy(directory -> {
      addWhatHasNoDefault(directory);
      return new Helm(directory).lint().strict().call();
    });
  }

  private static Chart rendered(Path values, Consumer<Path> change) {
    return onACopy(directory -> {
      removeHooks(directory);
      change.accept(directory);
      return new Chart(Yaml.all(template(directory, values).call()));
    });
  }

  private static <T> T onACopy(Function<Path, T> use) {
    try {
      Path directory = Files.createTempDirectory("chart");
      try {
        FileSystemUtils.copyRecursively(DIRECTORY, directory);
        return use.apply(directory);
      } finally {
        FileSystemUtils.deleteRecursively(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateCommand template(Path directory, Path values) {
    return new Helm(directory)
        .template()
        .withName("laytime")
        .withNamespace("images")
        // Without one the library takes that of an old cluster.
        .withKubeVersion("1.36.3")
        .withValuesFile(values);
  }

  /** The library renders no hooks, as tests are: here they are objects like any other. */
  private static void removeHooks(Path chart) {
    try (Stream<Path> files = Files.list(chart.resolve("templates/tests"))) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.stream().filter(line -> !line.contains("helm.sh/hook")).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addWhatHasNoDefault(Path chart) {
    Path values = chart.resolve("values.yaml");
    try {
      Files.writeString(
          values,
          Files.readString(values)
              .replace("  repository: \"\"", "  repository: registry.example.com/laytime")
              .replace("    address: \"\"", "    address: temporal.example.com:7233"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asString().equals(kind)).toList();
  }

  /** The only object of that kind and name. */
  JsonNode only(String kind, String name) {
    List<JsonNode> found =
        ofKind(kind).stream()
            .filter(object -> object.at("/metadata/name").asString().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("%d %s %s in %s".formatted(found.size(), kind, name, objects));
    }
    return found.getFirst();
  }

  /** The specifications of all Pods. */
  List<JsonNode> pods() {
    return objects.stream()
        .flatMap(object ->
            switch (object.path("kind").asString()) {
              case "Deployment" -> List.of(object.at("/spec/template/spec")).stream();
              case "Pod" -> List.of(object.path("spec")).stream();
              default -> List.<JsonNode>of().stream();
            })
        .toList();
  }
}

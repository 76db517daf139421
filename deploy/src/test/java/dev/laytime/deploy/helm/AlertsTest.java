package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.deploy.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The rules by which Prometheus alarms, in the chart and on the pages. */
class AlertsTest {

  private static final String FILE = "helm/laytime/files/alerts.yaml";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern METRIC = Pattern.compile("laytime_[a-z_]+");
  private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.([a-z]+) }}");

  @Test
  void areInstalledByTheChartAsTheFileHasThem() {
    Chart chart = Chart.of("monitoring: {rules: {enabled: true, labels: {release: prometheus}}}");
    JsonNode rule = chart.only("PrometheusRule", "laytime");

    assertThat(rule.path("apiVersion").asString()).isEqualTo("monitoring.coreos.com/v1");
    assertThat(rule.at("/metadata/labels/release").asString()).isEqualTo("prometheus");
    assertThat(rule.path("spec")).isEqualTo(Yaml.one(Yaml.file(FILE)));
    assertThat(Chart.of("{}").ofKind("PrometheusRule")).isEmpty();
    assertThatThrownBy(() -> Chart.of("monitoring: {rule: {enabled: true}}"))
        .hasMessageContaining("rule");
  }

  @Test
  void areThoseOfThePages() {
    assertThat(ofThePages()).containsExactlyInAnyOrderElementsOf(ofTheFile());
  }

  /** The table of metrics says which labels there are. */
  @Test
  void askForMetricsThatThereAre() {
    String page = Yaml.file("../docs/reference/configuration.md");
    for (JsonNode rule : ofTheFile()) {
      String expression = rule.path("expr").asString();
      String row = row(page, expression);
      assertThat(LABEL.matcher(rule.at("/annotations/summary").asString()).results())
          .as("labels of %s", rule)
          .allMatch(label -> row.contains("`" + label.group(1) + "`"));
      assertThat(Pattern.compile("([a-z]+)=\"([A-Za-z]+)\"").matcher(expression).results())
          .as("what %s asks for", expression)
          .allMatch(each -> row.contains("`" + each.group(1) + "`") && row.contains(each.group(2)));
    }
  }

  @Test
  void sayWhatIsWrongAndHaveNamesOfTheirOwn() {
    assertThat(ofTheFile())
        .allSatisfy(rule -> {
          assertThat(rule.propertyNames()).isSubsetOf("alert", "expr", "for", "annotations");
          assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
          assertThat(rule.path("for").asString("0s")).matches("[0-9]+[smhd]");
        })
        .extracting(rule -> rule.path("alert").asString())
        .allMatch(name -> name.startsWith("Laytime"))
        .doesNotHaveDuplicates();
  }

  private static String row(String page, String expression) {
    List<String> metrics =
        METRIC.matcher(expression).results().map(MatchResult::group).distinct().toList();
    assertThat(metrics).as("metrics of %s", expression).hasSize(1);
    String row = "| `" + metrics.getFirst() + "` |";
    return page.lines().filter(line -> line.startsWith(row)).findFirst().orElse("");
  }

  private static List<JsonNode> ofTheFile() {
    return rules(Yaml.one(Yaml.file(FILE))).toList();
  }

  private static List<JsonNode> ofThePages() {
    try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
      return pages
          .filter(page -> page.toString().endsWith(".md"))
          .map(page -> Yaml.file(page.toString()))
          .flatMap(
              page -> BLOCK.matcher(page).results().map(block -> block.group(1)).toList().stream())
          .filter(block -> block.contains("alert: "))
          .flatMap(block -> rules(Yaml.one(block)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a file of rules, or of a list of them. */
  private static Stream<JsonNode> rules(JsonNode node) {
    return node.isArray()
        ? node.valueStream()
        : node.path("groups").valueStream().flatMap(group -> group.path("rules").valueStream());
  }
}

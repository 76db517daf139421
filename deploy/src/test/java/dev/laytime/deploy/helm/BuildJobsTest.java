package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The rights of a worker whose builds are Jobs. */
class BuildJobsTest {

  private static final String VALUES =
      """
      state: {persistence: true}
      config:
        sources: [{name: here, cluster: {in-cluster: true}}]
        builders: {namespace: builders, image: "r.test/laytime:1", push-secret: laytime-push}
      """;

  @Test
  void mayMakeThemInTheirNamespaceAlone() {
    List<JsonNode> roles = roles(VALUES);

    assertThat(roles).hasSize(1);
    assertThat(roles.getFirst().at("/metadata/namespace").asString()).isEqualTo("builders");
    assertThat(Grant.of(roles.getFirst()))
        .isEqualTo(
            Set.of(
                "get batch/jobs",
                "create batch/jobs",
                "delete batch/jobs",
                "create /secrets",
                "list /pods",
                "list /events",
                "get /pods/log"));
  }

  @Test
  void mayNothingWhereNoneAreMade() {
    assertThat(roles(VALUES.substring(0, VALUES.indexOf("  builders:")))).isEmpty();
  }

  private static List<JsonNode> roles(String values) {
    return Chart.of(values).ofKind("Role").stream()
        .filter(role -> role.at("/metadata/name").asString().endsWith("-builds"))
        .toList();
  }
}

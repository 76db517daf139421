package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the worker may do where promotions' gates have Jobs run. */
class GateJobsTest {

  private static final String VALUES =
      """
      config:
        sources: [{name: here, cluster: {in-cluster: true}}]
        jobs:
          - {name: smoke, namespace: gates, image: "r.test/smoke:1"}
          - {name: load, namespace: gates, image: "r.test/load:1"}
          - {name: scan, namespace: scans, image: "r.test/scan:1"}
      """;

  @Test
  void mayRunThemInTheirNamespacesAlone() {
    Chart chart = Chart.of(VALUES);

    assertThat(
            chart.ofKind("Role").stream()
                .filter(role -> role.at("/metadata/name").asString().endsWith("-gates")))
        .extracting(role -> role.at("/metadata/namespace").asString())
        .containsExactly("gates", "scans");
    JsonNode role =
        chart.ofKind("Role").stream()
            .filter(each -> each.at("/metadata/namespace").asString().equals("gates"))
            .findFirst()
            .orElseThrow();
    assertThat(Grant.of(role))
        .isEqualTo(
            Set.of(
                "get batch/jobs",
                "create batch/jobs",
                "delete batch/jobs",
                "list pods",
                "list events",
                "get pods/log"));
  }

  @Test
  void mayNothingWhereThereAreNone() {
    assertThat(Chart.of(VALUES.substring(0, VALUES.indexOf("  jobs:"))).ofKind("Role"))
        .noneMatch(role -> role.at("/metadata/name").asString().endsWith("-gates"));
  }
}

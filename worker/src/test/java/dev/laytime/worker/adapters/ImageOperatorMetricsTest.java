package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.imageoperator.HistoryEntry;
import dev.laytime.activities.crd.imageoperator.ImageCounts;
import dev.laytime.activities.crd.imageoperator.ImageOperatorAdapter.Seen;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.crd.imageoperator.MirrorState;
import dev.laytime.activities.registry.client.PullQuota;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Prometheus is told, under its names. */
class ImageOperatorMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String APP = "{image=\"quay.io/org/app:1.2.x\"} ";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ImageOperatorMetrics metrics = new ImageOperatorMetrics(registry, NOW);

  @Test
  void countCompletedCopiesUnderBothGenerationsOfNames() {
    metrics.seen(List.of(seen(0)));
    metrics.seen(List.of(seen(0, 60)));
    metrics.seen(List.of(seen(0, 60, 90, 120)));

    assertThat(told())
        .contains(
            "image_operator_reload_total" + APP + "3.0",
            "skopeo_operator_reload_total" + APP + "3.0",
            "image_operator_last_time_image_was_reloaded" + APP + "1.79353452E9",
            "skopeo_operator_last_time_image_was_reloaded" + APP + "1.79353452E9",
            "laytime_image_operator_images{reason=\"Copied\"} 1.0");
  }

  @Test
  void forgetWhatIsGone() {
    metrics.seen(List.of(seen(60)));
    metrics.seen(List.of());

    assertThat(told()).noneMatch(line -> line.contains("quay.io/org/app"));
  }

  @Test
  void tellTheQuotaByWhomItIsOf() {
    metrics.quota(new PullQuota(100, 76, "192.0.2.7"));

    assertThat(told())
        .contains(
            "image_operator_dockerhub_quota_limit{ip=\"192.0.2.7\"} 100.0",
            "image_operator_dockerhub_quota_remaining{ip=\"192.0.2.7\"} 76.0",
            "skopeo_operator_dockerhub_quota{ip=\"192.0.2.7\"} 76.0");
  }

  @Test
  void tellNoQuotaThatNobodyKnows() {
    metrics.quota(new PullQuota(100, 76, "192.0.2.7"));
    PullQuotaWatch watch =
        new PullQuotaWatch(ImageOperatorMetricsTest::away, metrics, Duration.ofMinutes(1));

    watch.look();
    assertThat(told()).noneMatch(line -> line.contains("quota"));
    watch.close();
  }

  @Test
  void askDockerHubForNothingElseThanTheQuota() {
    new PullQuotaWatch(
            (repository, tag) -> {
              assertThat(repository).hasToString("docker.io/ratelimitpreview/test");
              assertThat(tag).isEqualTo(Tag.LATEST);
              return Optional.of(new PullQuota(200, 9, ""));
            },
            metrics,
            Duration.ofMinutes(1))
        .look();

    assertThat(told()).contains("image_operator_dockerhub_quota_remaining{ip=\"\"} 9.0");
  }

  @Test
  void showTheHostsOfLogins() {
    metrics.hosts(new LoginHosts(Set.of("quay.io"), Set.of("reg.test")));

    assertThat(told())
        .contains(
            "laytime_image_operator_login{host=\"quay.io\",role=\"source\"} 1.0",
            "laytime_image_operator_login{host=\"reg.test\",role=\"destination\"} 1.0");
  }

  @Test
  void countLooks() {
    metrics.seen(List.of(seen(0)));
    metrics.round(true);
    metrics.failed();

    assertThat(told())
        .contains(
            "laytime_image_operator_rounds_total{result=\"done\"} 1.0",
            "laytime_image_operator_rounds_total{result=\"trouble\"} 1.0")
        .noneMatch(line -> line.startsWith("laytime_image_operator_images{"));
  }

  private static Optional<PullQuota> away(Repository repository, Tag tag) throws IOException {
    throw new IOException("away: " + repository + tag);
  }

  private List<String> told() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static Seen seen(long... seconds) {
    List<HistoryEntry> copies =
        Stream.of(seconds)
            .flatMapToLong(java.util.Arrays::stream)
            .mapToObj(after -> new HistoryEntry(NOW.plusSeconds(after), "a", "b", "c"))
            .toList();
    return new Seen(
        "quay.io/org/app:1.2.x",
        "Copied",
        new MirrorState(new ImageCounts(1, 1, 0, 0, 0), copies, List.of(), NOW, "", null, false));
  }
}

package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.laytime.activities.build.job.BuilderNodes;
import dev.laytime.activities.build.job.BuilderSettings;
import dev.laytime.activities.job.JobToleration;
import dev.laytime.worker.configuration.BuildersProperties.BuildKitProperties;
import dev.laytime.worker.configuration.BuildersProperties.KanikoProperties;
import dev.laytime.worker.configuration.BuildersProperties.TolerationProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where Jobs build, as configuration says. */
class BuildersPropertiesTest {

  @Test
  void usesMaintainedBuildersAndNoRoot() {
    BuilderSettings settings = of("r.test/laytime:1", "push", "1h", null).settings(List.of("x:1"));

    assertThat(settings.kaniko().text()).startsWith("ghcr.io/osscontainertools/kaniko:");
    assertThat(settings.buildkit().text()).contains("-rootless@sha256:");
    assertThat(settings.rootless()).isTrue();
    assertThat(settings.insecure()).containsExactly("x:1");
  }

  @Test
  void tellsBuildersTheWayThroughAProxyAndNoPassword() {
    assertThat(of("r.test/laytime:1", "push", "1h", null).settings(List.of()).proxies())
        .containsOnly(
            entry("HTTPS_PROXY", "http://proxy.test:3128"),
            entry("https_proxy", "http://proxy.test:3128"),
            entry("NO_PROXY", ".test"),
            entry("no_proxy", ".test"));
    assertThatThrownBy(() -> new ProxyProperties("http://me:secret@proxy.test", null, null))
        .hasMessageContaining("builders.environment.http-proxy")
        .hasMessageNotContaining("secret");
  }

  @Test
  void keepsAJobUntilItsEndWasSeen() {
    assertThat(of("r.test/laytime:1", "push", "1s", "r.test/kaniko:1").settings(List.of()).kept())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> of(null, "push", "1h", null)).hasMessageContaining("builders.image");
    assertThatThrownBy(() -> of("r.test/laytime:1", null, "1h", null))
        .hasMessageContaining("builders.push-secret");
    assertThatThrownBy(() -> of("r.test/laytime:1", "push", "1h", "no image at all"))
        .hasMessageContaining("builders.kaniko.image");
    assertThatThrownBy(() -> of("r.test/laytime:1", "push", "8d", null))
        .hasMessageContaining("builders.delete-after");
  }

  @Test
  void runWhereSomebodySays() {
    TolerationProperties arm = new TolerationProperties("arch", "Equal", "arm64", "NoSchedule");

    assertThat(on(null, List.of()).nodes()).isEqualTo(BuilderNodes.USUAL);
    assertThat(on("require", List.of(arm)).nodes())
        .isEqualTo(
            new BuilderNodes(
                BuilderNodes.Choice.REQUIRE,
                List.of(new JobToleration("arch", "Equal", "arm64", "NoSchedule"))));
    assertThatThrownBy(() -> on("any", List.of()))
        .hasMessageContaining("builders.nodes: expected prefer or require");
    assertThatThrownBy(
            () -> on(null, List.of(new TolerationProperties("arch", "Equal", null, "Never"))))
        .hasMessageContaining("builders.tolerations.effect 'Never'");
  }

  private static BuilderSettings on(
      @Nullable String nodes, List<TolerationProperties> tolerations) {
    return of("r.test/laytime:1", "push", "1h", null, nodes, tolerations).settings(List.of());
  }

  private static BuildersProperties of(
      @Nullable String image, @Nullable String secret, String stay, @Nullable String kaniko) {
    return of(image, secret, stay, kaniko, null, List.of());
  }

  private static BuildersProperties of(
      @Nullable String image,
      @Nullable String secret,
      String stay,
      @Nullable String kaniko,
      @Nullable String nodes,
      List<TolerationProperties> tolerations) {
    return new BuildersProperties(
        null,
        "builders",
        image,
        secret,
        List.of(),
        "1Gi",
        stay,
        nodes,
        tolerations,
        new KanikoProperties(kaniko),
        new BuildKitProperties(null, true),
        new ProxyProperties(null, "http://proxy.test:3128", ".test"));
  }
}

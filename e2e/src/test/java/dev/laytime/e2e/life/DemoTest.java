package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script of {@code laytime demo}, played by a team's worker: a Temporal server, a ledger in
 * PostgreSQL, and two registries, each as the other's upstream.
 */
@ExtendWith(OneTeam.class)
@Execution(ExecutionMode.CONCURRENT)
final class DemoTest {

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Pattern STEP = Pattern.compile("(?m)^ *\\d+\\.\\d s  (\\S+) ");

  @ParameterizedTest
  @ValueSource(strings = {"distribution", "olareg"})
  void playsTheDemosScript(String registry, Team team) {
    Scene scene = team.scene("demo-" + registry);
    Digest digest = scene.publish("shop:1");
    Digest keeper = scene.publish("keeper:1");

    String told = play(scene, team);

    assertThat(STEP.matcher(told).results().map(DemoTest::word))
        .containsExactly(
            "upstream",
            "wanted",
            "mirrored",
            "removed",
            "unused",
            "quarantined",
            "written",
            "restored",
            "removed",
            "quarantined",
            "deleted",
            "stayed");
    assertThat(told)
        .contains(digest.value())
        .contains(scene.name() + ": not named; scan #")
        .contains("everything was as claimed");
    assertThat(scene.api().get().life(scene.image("shop:1")).path("obituaries")).hasSize(1);
    assertThat(scene.isPullable("shop:1", digest)).isFalse();
    assertThat(scene.isTagged("keeper:1", keeper)).isTrue();
  }

  @Test
  void needsNothingButItself(Team team) {
    String told = LaytimeCli.alone(team.workspace()).start("demo").finish(PATIENCE).orThrow();
    assertThat(STEP.matcher(told).results()).hasSize(12);
    assertThat(told).contains("everything was as claimed");
  }

  private static String play(Scene scene, Team team) {
    return LaytimeCli.alone(team.workspace())
        .start(
            "demo",
            "--server=" + team.worker().server(),
            "--manifests=" + scene.manifests().directory(),
            "--upstream=" + scene.upstream().image("upstream/" + scene.name() + "/shop:1"),
            "--image=" + scene.image("shop:1"),
            "--stays=" + scene.image("keeper:1"),
            "--timeout=2m")
        .finish(PATIENCE)
        .orThrow();
  }

  private static String word(MatchResult step) {
    return step.group(1);
  }
}

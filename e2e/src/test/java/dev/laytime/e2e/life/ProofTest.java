package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources of use that cannot prove anything: no life ends, and {@code why} says what is missing.
 */
@ExtendWith(OneTeam.class)
@Execution(ExecutionMode.CONCURRENT)
final class ProofTest {

  /** Well past the end of a grace period and a quarantine that have begun. */
  private static final Duration LONG = Team.UNPROVEN_QUARANTINE.plusSeconds(12);

  @ParameterizedTest
  @ValueSource(strings = {"broken", "missing", "emptied"})
  void keepsWhatItsSourceCannotSpeakAgainst(String name, Team team) {
    Scene scene = team.scene(name);
    Digest unused = scene.arrive("app:1");
    Digest quarantined = scene.arrive("app:2");
    scene.remove("app:2");
    scene.awaitState("app:2", "QUARANTINED");
    scene.remove("app:1");
    scene.awaitState("app:1", "UNUSED");
    spoil(scene);

    scene.await("app:1", "says what is lacking", () -> word(scene).contains(lacks(scene)));
    assertThat(Await.holdsInTheEnd(LONG, () -> !scene.isTagged("app:1", unused))).isFalse();
    assertThat(scene.isPullable("app:2", quarantined)).isTrue();
    scene.awaitState("app:1", "UNUSED");
    scene.awaitState("app:2", "QUARANTINED");
    LaytimeCli cli = LaytimeCli.beside(team.workspace(), team.worker());
    assertThat(cli.run("why", scene.image("app:1")).orThrow()).contains(lacks(scene));
  }

  /** What its source says of the image. */
  private static String word(Scene scene) {
    for (JsonNode word : scene.api().get().life(scene.image("app:1")).path("sources")) {
      if (word.path("source").asText().equals(scene.name())) {
        return word.path("why") + word.path("lacks").asText();
      }
    }
    return "";
  }

  private static void spoil(Scene scene) {
    switch (scene.name()) {
      case "broken" -> scene.manifests().write("broken.yaml", "kind: Deployment\n  metadata: [\n");
      case "missing" -> Workspace.delete(scene.manifests().directory());
      case "emptied" -> scene.manifests().remove(Scene.STAYS);
      default -> throw new IllegalStateException(scene.name());
    }
  }

  private static String lacks(Scene scene) {
    return switch (scene.name()) {
      case "broken" -> "broken.yaml";
      case "missing" -> scene.manifests().directory().getFileName().toString();
      case "emptied" -> "it names no image at all";
      default -> throw new IllegalStateException(scene.name());
    };
  }
}

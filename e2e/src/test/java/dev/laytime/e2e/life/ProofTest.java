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

  /** Well past a grace period and a quarantine. */
  private static final Duration LONG = Duration.ofSeconds(25);

  @ParameterizedTest
  @ValueSource(strings = {"broken", "missing", "emptied"})
  void keepsWhatItsSourceCannotSpeakAgainst(String name, Team team) {
    Scene scene = team.scene(name);
    Digest digest = scene.arrive("app:1");
    spoil(scene);

    Await.until(
        "why says what " + name + " lacks", Scene.SOON, () -> word(scene).contains(lacks(scene)));
    assertThat(Await.holdsWithin(LONG, () -> !scene.isTagged("app:1", digest))).isFalse();
    assertThat(scene.api().get().isBuried(scene.image("app:1"))).isFalse();
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
      case "broken" -> {
        scene.manifests().write("broken.yaml", "kind: Deployment\n  metadata: [\n");
        scene.remove("app:1");
      }
      case "missing" -> Workspace.delete(scene.manifests().directory());
      case "emptied" -> {
        scene.manifests().remove(Scene.STAYS);
        scene.remove("app:1");
      }
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

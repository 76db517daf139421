package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildSourceTest {

  private static final Digest DIGEST = Digest.of("sha256", "0123456789abcdef".repeat(4));
  private static final BuildSource.Text TEXT = new BuildSource.Text(DIGEST);

  @Test
  void takesATextForItsOwnCommit() {
    assertThat(TEXT.resolved()).isEqualTo(new ResolvedRef("text", new GitCommit(DIGEST.hex())));
  }

  @Test
  void tellsBuildsOfTextsApart() {
    Reference image = Reference.parse("registry.example.com/team/app:1");
    BuildSource.Text other = new BuildSource.Text(Digest.of("sha256", "ab".repeat(32)));

    assertThat(BuildId.of(image, TEXT.resolved().commit(), BuildStrategy.KANIKO))
        .isNotEqualTo(BuildId.of(image, other.resolved().commit(), BuildStrategy.KANIKO));
  }

  @Test
  void hasNothingToDoWithGitWhereItIsAText() {
    BuildRule rule = rule(BuildStrategy.KANIKO);

    assertThatThrownBy(rule::git).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rule::refs).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rule::allowed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAStrategyThatNeedsFiles() {
    assertThatThrownBy(() -> rule(BuildStrategy.JIB)).hasMessageContaining("a source in Git");
    assertThatThrownBy(() -> new BuildSource.Text(Digest.of("sha512", "ab".repeat(64))))
        .hasMessageContaining("SHA-256");
  }

  private static BuildRule rule(BuildStrategy strategy) {
    return new BuildRule(
        "text",
        new BuildImages(List.of("registry.example.com/team/app"), List.of()),
        TEXT,
        new BuildRecipe(
            strategy,
            "",
            "Dockerfile",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofHours(1)),
        BuildLimits.NOBODY,
        true,
        AfterBuild.NOTHING);
  }
}

package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageStatusesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final ImageCounts ALL = new ImageCounts(2, 2, 0, 0, 0);

  @Test
  void staysCompletedWhileARegistryAsksForPatienceAndSaysSo() {
    ImageStatuses.Standing standing = standing(ALL, "", NOW);
    assertThat(standing.phase()).isEqualTo("COMPLETED");
    assertThat(standing.verdict().reason()).isEqualTo("Copied");
    assertThat(standing.verdict().message())
        .isEqualTo(
            "2 of 2 tags are copied; a registry asks for patience; next slot at"
                + " 2026-11-01T12:00:00Z");
  }

  @Test
  void staysFailedMeanwhile() {
    ImageStatuses.Standing standing = standing(new ImageCounts(2, 1, 0, 1, 0), "", NOW);
    assertThat(standing.phase()).isEqualTo("FAILED");
    assertThat(standing.verdict().message()).contains("next slot at");
  }

  @Test
  void copiesMeanwhileWhatIsStillToBeCopied() {
    ImageStatuses.Standing standing = standing(new ImageCounts(2, 1, 1, 0, 0), "", NOW);
    assertThat(standing.phase()).isEqualTo("COPYING");
    assertThat(standing.verdict().reason()).isEqualTo("Throttled");
  }

  @Test
  void staysCompletedWhereALookAtTheSourceFailed() {
    ImageStatuses.Standing standing = standing(ALL, "it answered 500", null);
    assertThat(standing.phase()).isEqualTo("COMPLETED");
    assertThat(standing.verdict().reason()).isEqualTo("SourceUnknown");
    assertThat(standing(ImageCounts.NONE, "it answered 500", null).phase()).isEqualTo("PENDING");
  }

  @Test
  void saysWhatItsSourceAnsweredWhereNothingMatches() {
    String cause = "quay.io/org/app: the source has no such repository";
    ImageStatuses.Standing standing = standing(ImageCounts.NONE, List.of(cause), "", null);
    assertThat(standing.verdict().reason()).isEqualTo("NothingMatches");
    assertThat(standing.verdict().message()).endsWith(": " + cause);
  }

  private static ImageStatuses.Standing standing(
      ImageCounts counts, String failure, @Nullable Instant throttledUntil) {
    return standing(counts, List.of(), failure, throttledUntil);
  }

  private static ImageStatuses.Standing standing(
      ImageCounts counts, List<String> causes, String failure, @Nullable Instant throttledUntil) {
    TagMirror mirror =
        new TagMirror(
            "image-operator/shop/a",
            RepositoryPrefix.parse("quay.io/org/app"),
            RepositoryPrefix.parse("reg.test/org/app"),
            List.of(),
            Selection.of(new Tag("1.2")),
            Copying.PLAIN,
            new PollInterval(Duration.ofMinutes(5)));
    MirrorState state =
        new MirrorState(counts, List.of(), causes, NOW, failure, throttledUntil, false);
    return ImageStatuses.standing(new Planned.InForce(mirror), state, true);
  }
}

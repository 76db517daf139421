package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyingTest {

  private static final Platform AMD = Platform.parse("linux/amd64");
  private static final Platform ARM = Platform.parse("linux/arm64");
  private static final Digest LOST = Digest.of("sha256", "0123456789ab" + "c".repeat(52));
  private static final Instant NOW = Instant.parse("2026-11-29T14:30:01.5Z");

  @ParameterizedTest
  @CsvSource({
    "old-{tag}, old-v1",
    "{tag}-{date}, v1-20261129T143001Z",
    "{tag}.was.{digest}, v1.was.0123456789ab",
  })
  void namesTheTagThatKeepsWhatIsLost(String template, String backup) {
    assertThat(copying(template).backupOf(new Tag("v1"), LOST, NOW)).contains(new Tag(backup));
    assertThat(Copying.PLAIN.backupOf(new Tag("v1"), LOST, NOW)).isEmpty();
  }

  @Test
  void overwritesNothingThatItCannotKeep() {
    Copying copying = copying("{tag}-{date}");
    assertThatThrownBy(() -> copying.backupOf(new Tag("v".repeat(120)), LOST, NOW))
        .hasMessageContaining("Invalid tag");
    assertThatThrownBy(() -> copying("laytime-hold-{tag}").backupOf(new Tag("v1"), LOST, NOW))
        .hasMessageContaining("Invalid backup tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "old", "{tag}", "{date}", "-{tag}", ".{tag}", "{tag}/a", "{tag}-{x}"})
  void refusesATemplateThatNamesNoOtherTag(String template) {
    assertThatThrownBy(() -> copying(template))
        .hasMessageStartingWith("Invalid backup '" + template + "'");
  }

  @Test
  void isDueAgainWhereWhatIsBroughtOrTheOrderChanged() {
    Set<String> filters =
        Stream.of(
                Copying.PLAIN,
                new Copying(
                    new Tag("a"),
                    Overwrite.ALWAYS,
                    null,
                    Times.ALWAYS,
                    List.of(),
                    true,
                    Duration.ZERO,
                    Copying.DAILY,
                    Copying.DAILY,
                    false,
                    ""),
                of(List.of(AMD), true, ""),
                of(List.of(AMD, ARM), true, ""),
                of(List.of(), false, ""),
                of(List.of(), true, "2"))
            .map(Copying::filters)
            .collect(Collectors.toSet());

    assertThat(filters).hasSize(6).allMatch(text -> text.matches("[0-9a-f]{16}"));
    assertThat(of(List.of(ARM, AMD), true, "").filters())
        .isEqualTo(of(List.of(AMD, ARM), true, "").filters());
    assertThat(copying("old-{tag}").filters()).isEqualTo(Copying.PLAIN.filters());
  }

  @Test
  void hashesTheSameInEveryRelease() {
    assertThat(Copying.PLAIN.filters()).isEqualTo("559af6188ed5081b");
  }

  @Test
  void callsATagAsItIsToBeCalled() {
    assertThat(Copying.PLAIN.named(new Tag("a"))).isEqualTo(new Tag("a"));
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThatThrownBy(() -> times(Duration.ofSeconds(-1), Copying.DAILY, Copying.DAILY))
        .hasMessageContaining("Invalid times");
    assertThatThrownBy(() -> times(Duration.ZERO, Duration.ZERO, Copying.DAILY))
        .hasMessageContaining("Invalid times");
    assertThatThrownBy(() -> times(Duration.ZERO, Copying.DAILY, Duration.ZERO))
        .hasMessageContaining("Invalid times");
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER,   1.0,    1.1,    false",
    "ALWAYS,  1.1,    1.0,    true",
    "ALWAYS,  ,       latest, true",
    "FORWARD, 1.0,    1.1,    true",
    "FORWARD, v1.9,   1.10,   true",
    "FORWARD, 1.0-rc1, 1.0,   true",
    "FORWARD, 1.1,    1.0,    false",
    "FORWARD, 1.0,    1.0.0,  false",
    "FORWARD, 1.0,    1.0,    false",
    "FORWARD, ,       1.0,    false",
    "FORWARD, latest, 1.0,    false",
    "FORWARD, latest, latest, false",
    "FORWARD, 1.0,    latest, false",
  })
  void movesATagAsFarAsThatIsAllowed(
      Overwrite overwrite, @Nullable String brought, String now, boolean allowed) {
    assertThat(overwrite.allows(brought == null ? null : new Tag(brought), new Tag(now)))
        .isEqualTo(allowed);
  }

  private static Copying copying(String backup) {
    return new Copying(
        null,
        Overwrite.ALWAYS,
        backup,
        Times.ALWAYS,
        List.of(),
        true,
        Duration.ZERO,
        Copying.DAILY,
        Copying.DAILY,
        false,
        "");
  }

  private static Copying of(List<Platform> platforms, boolean referrers, String edition) {
    return new Copying(
        null,
        Overwrite.ALWAYS,
        null,
        Times.ALWAYS,
        platforms,
        referrers,
        Duration.ZERO,
        Copying.DAILY,
        Copying.DAILY,
        false,
        edition);
  }

  private static Copying times(Duration coolOff, Duration referrersEvery, Duration auditEvery) {
    return new Copying(
        null,
        Overwrite.ALWAYS,
        null,
        Times.ALWAYS,
        List.of(),
        true,
        coolOff,
        referrersEvery,
        auditEvery,
        false,
        "");
  }
}

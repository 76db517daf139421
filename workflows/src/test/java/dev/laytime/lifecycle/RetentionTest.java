package dev.laytime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Reference;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What retention rules keep. */
class RetentionTest {

  private static final RepositoryPrefix STAGE = RepositoryPrefix.parse("r.example.com/prod");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void keepsUntilTheMinimumAgeIsReached() {
    Retention.Sibling image = seen("1", 0);
    RetentionRule rule = new RetentionRule(List.of(), List.of(), null, Duration.ofHours(1), null);
    Instant end = START.plusSeconds(3600);
    assertThat(keepers(image, List.of(image), rule, end.minusMillis(1)))
        .containsExactly(new Retention.Kept("younger than PT1H, until " + end, end));
    assertThat(keepers(image, List.of(image), rule, end)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, true", "4, true"})
  void keepsTheLastFirstSeen(String tag, boolean kept) {
    List<Retention.Sibling> all = List.of(seen("1", 1), seen("2", 2), seen("3", 3), seen("4", 4));
    Retention.Sibling image = all.get(Integer.parseInt(tag) - 1);
    assertThat(!keepers(image, all, keepLast(2), START).isEmpty()).isEqualTo(kept);
  }

  @Test
  void keepsAllOfATie() {
    List<Retention.Sibling> all = List.of(seen("1", 1), seen("2", 1), seen("3", 1), seen("0", 0));
    assertThat(all.subList(0, 3))
        .allSatisfy(image -> assertThat(keepers(image, all, keepLast(1), START)).isNotEmpty());
    assertThat(keepers(all.get(3), all, keepLast(1), START)).isEmpty();
  }

  @Test
  void countsOnlyWhatTheRuleMatches() {
    RetentionRule rule = new RetentionRule(List.of("**"), List.of("v*"), 1, null, null);
    List<Retention.Sibling> all = List.of(seen("v1", 1), seen("nightly", 2));
    assertThat(keepers(all.getFirst(), all, rule, START)).isNotEmpty();
    assertThat(keepers(all.getLast(), all, rule, START)).isEmpty();
  }

  @Test
  void keepsNothingByZero() {
    Retention.Sibling image = seen("1", 1);
    assertThat(keepers(image, List.of(image), keepLast(0), START)).isEmpty();
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatThrownBy(() -> keepLast(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetentionRule(List.of(), List.of(), 1, Duration.ofHours(-1), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RetentionRule.pulledWithin(Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "2, 1, false", "2, 2, true", "1, , false", "1, 0, false"})
  void keepsWhatAWorkloadCanBeRolledBackTo(int back, @Nullable Integer window, boolean kept) {
    RetentionRule rule = new RetentionRule(List.of(), List.of(), null, null, window);

    assertThat(!keepers(new Retention.Rollback("web", back, null), rule, START).isEmpty())
        .isEqualTo(kept);
  }

  @Test
  void keepsWhatAWorkloadThatIsGoneUsedUntilItNoLongerCounts() {
    RetentionRule rule = new RetentionRule(List.of(), List.of(), null, null, 1);
    Retention.Rollback last = new Retention.Rollback("web", 0, START);

    assertThat(keepers(last, rule, START.minusMillis(1)))
        .containsExactly(
            new Retention.Kept("last used by web, which is gone; until " + START, START));
    assertThat(keepers(last, rule, START)).isEmpty();
  }

  @Test
  void looksAsFarBackAsTheWidestWindowThatCounts() {
    Reference image = Reference.parse("r.example.com/prod/app:1");
    RetentionRule all = new RetentionRule(List.of(), List.of(), null, null, 2);
    RetentionRule wide = new RetentionRule(List.of("app"), List.of(), null, null, 5);
    RetentionRule others = new RetentionRule(List.of("db"), List.of(), null, null, 9);

    assertThat(Retention.rollbackWindow(STAGE, image, List.of(all, wide, others))).isEqualTo(5);
    assertThat(Retention.rollbackWindow(STAGE, image, List.of(others, keepLast(3)))).isZero();
  }

  @Test
  void countsAPullForTheLongestTimeThatARuleGivesIt() {
    Reference image = Reference.parse("r.example.com/prod/app:1");
    Duration day = Duration.ofDays(1);
    RetentionRule others = new RetentionRule(List.of("db"), List.of(), null, null, null, day);
    RetentionRule week = RetentionRule.pulledWithin(day.multipliedBy(7));

    assertThat(
            Retention.pullWindow(
                STAGE, image, List.of(RetentionRule.pulledWithin(day), week, others)))
        .isEqualTo(day.multipliedBy(7));
    assertThat(Retention.pullWindow(STAGE, image, List.of(others, keepLast(3))))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void asksWhoPulledOnlyWhereARuleDoes() {
    Retention.Sibling image = seen("1", 0);
    PullRecord silent =
        new PullRecord(null, null, null, null, Duration.ZERO, START, Duration.ofHours(1));
    RetentionRule none = new RetentionRule(List.of("db"), List.of(), null, null, null, WEEK);

    assertThat(Retention.keepers(STAGE, image, List.of(), List.of(), silent, List.of(none), START))
        .isEmpty();
    assertThat(
            Retention.keepers(
                STAGE,
                image,
                List.of(),
                List.of(),
                silent,
                List.of(RetentionRule.pulledWithin(WEEK), RetentionRule.pulledWithin(WEEK)),
                START))
        .as("said once")
        .hasSize(1);
  }

  private static List<Retention.Kept> keepers(
      Retention.Rollback rollback, RetentionRule rule, Instant now) {
    Retention.Sibling image = seen("1", 0);
    return Retention.keepers(
        STAGE, image, List.of(image), List.of(rollback), null, List.of(rule), now);
  }

  private static RetentionRule keepLast(int last) {
    return new RetentionRule(List.of(), List.of(), last, null, null);
  }

  private static List<Retention.Kept> keepers(
      Retention.Sibling image, List<Retention.Sibling> all, RetentionRule rule, Instant now) {
    return Retention.keepers(STAGE, image, all, List.of(), null, List.of(rule), now);
  }

  private static Retention.Sibling seen(String tag, int seconds) {
    return new Retention.Sibling(
        Reference.parse("r.example.com/prod/app:" + tag), START.plusSeconds(seconds));
  }
}

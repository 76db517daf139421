package dev.laytime.worker.ledger;

import static dev.laytime.ledger.Urgency.AWAITED;
import static dev.laytime.ledger.Urgency.ORDERED;
import static dev.laytime.ledger.Urgency.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a budget that many want, whoever comes when. */
class RushTest {

  private static final List<Urgency> ALL = List.of(AWAITED, ORDERED, REFRESH);
  private static final int FOREVER = Integer.MAX_VALUE;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TENTH = Duration.ofMillis(100);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void isNeverSurpassedAndIsUsedWhereAnybodyWants(long seed) {
    Random random = new Random(seed);
    Duration interval = Duration.ofMillis(random.nextInt(2, 400));
    Rush rush = new Rush(interval, 1 + random.nextInt(3), seed);
    for (int who = 0; who < 60; who++) {
      Urgency urgency = ALL.get(random.nextInt(3));
      rush.comes(Duration.ofMillis(random.nextInt(500)), who, urgency, FOREVER);
    }

    List<Instant> sent = rush.run(MINUTE).stream().map(Rush.Sent::at).sorted().toList();

    for (int i = 1; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 1), sent.get(i))).isGreaterThanOrEqualTo(interval);
    }
    assertThat((double) sent.size()).isGreaterThan(0.95 * MINUTE.dividedBy(interval));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isUsedByRefreshesAloneWhereNobodyElseWants(long seed) {
    Rush rush = new Rush(TENTH, 2, seed);
    for (int who = 0; who < 64; who++) {
      rush.comes(Duration.ZERO, who, REFRESH, FOREVER);
    }
    assertThat(rush.run(MINUTE)).hasSizeGreaterThan(570);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void letsAPodGoBeforePromotionsAndTheseBeforeRefreshes(long seed) {
    Rush rush = new Rush(TENTH, 2, seed);
    for (int who = 0; who < 60; who++) {
      rush.comes(Duration.ZERO, who, who % 2 == 0 ? REFRESH : ORDERED, FOREVER);
    }
    rush.comes(Duration.ofSeconds(20), 100, AWAITED, 30);

    List<Rush.Sent> sent = rush.run(MINUTE);

    assertThat(sent.stream().filter(one -> one.urgency() == AWAITED))
        .hasSize(30)
        .allSatisfy(one -> assertThat(one.waited()).isLessThan(Duration.ofMillis(1_400)));
    assertThat(share(sent, ORDERED)).isGreaterThan(0.85 * (570.0 / 600));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsAPodWaitingForAMomentWhereOnlyRefreshesAreInItsWay(long seed) {
    Rush rush = new Rush(TENTH, 2, seed);
    for (int who = 0; who < 60; who++) {
      rush.comes(Duration.ZERO, who, REFRESH, FOREVER);
    }
    rush.comes(Duration.ofSeconds(20), 100, AWAITED, 30);

    assertThat(rush.run(MINUTE).stream().filter(one -> one.urgency() == AWAITED))
        .hasSize(30)
        .allSatisfy(one -> assertThat(one.waited()).isLessThan(Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void leavesThoseBehindOneOfTenPlacesHoweverManyAreBefore(long seed) {
    Rush rush = new Rush(TENTH, 2, seed);
    for (int who = 0; who < 300; who++) {
      rush.comes(Duration.ZERO, who, ALL.get(who % 3), FOREVER);
    }

    List<Rush.Sent> sent = rush.run(Duration.ofMinutes(5));

    assertThat(share(sent, REFRESH)).isBetween(0.07, 0.13);
    assertThat(share(sent, ORDERED)).isBetween(0.07, 0.13);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leavesNobodyOutAlsoWhereAPlaceIsThereOnceInMinutes(long seed) {
    Rush rush = new Rush(MINUTE.multipliedBy(3), 2, seed);
    for (int who = 0; who < 30; who++) {
      rush.comes(Duration.ZERO, who, ALL.get(who % 3), FOREVER);
    }

    List<Rush.Sent> sent = rush.run(Duration.ofDays(5));

    assertThat(sent).hasSizeGreaterThan(2_280).hasSizeLessThanOrEqualTo(2_401);
    assertThat(share(sent, REFRESH)).isBetween(0.07, 0.13);
    assertThat(share(sent, AWAITED)).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isFairBetweenManyRules(long seed) {
    Rush rush = new Rush(TENTH, 1, seed);
    for (int rule = 0; rule < 40; rule++) {
      rush.comes(Duration.ofMillis(rule), rule, REFRESH, FOREVER);
    }

    IntSummaryStatistics each = each(rush.run(Duration.ofMinutes(10)));

    assertThat(each.getMax() - each.getMin()).isLessThanOrEqualTo(2);
  }

  private static IntSummaryStatistics each(List<Rush.Sent> sent) {
    Map<Integer, Integer> counts =
        sent.stream().collect(Collectors.toMap(Rush.Sent::who, _ -> 1, Integer::sum));
    return counts.values().stream().mapToInt(Integer::intValue).summaryStatistics();
  }

  private static double share(List<Rush.Sent> sent, Urgency urgency) {
    return (double) sent.stream().filter(one -> one.urgency() == urgency).count() / sent.size();
  }
}

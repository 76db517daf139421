package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RequestBudget.Slowdown;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private record Canned(int status, Map<String, String> headers, boolean isToHead)
      implements RateLimits.Answer {
    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  private static Optional<Slowdown> heard(int status, Map<String, String> headers) {
    return RateLimits.heard(new Canned(status, headers, false), NOW);
  }

  /** Of a hundred requests a minute. */
  private static Optional<Slowdown> remaining(String number) {
    return heard(
        200,
        Map.of("RateLimit-Limit", "100", "RateLimit-Remaining", number, "RateLimit-Reset", "60"));
  }

  private static Optional<Slowdown> pause(long seconds) {
    return Optional.of(new Slowdown.Pause(Duration.ofSeconds(seconds)));
  }

  @Test
  void pausesForAsLongAsARefusalSays() {
    assertThat(heard(429, Map.of("Retry-After", "30"))).isEqualTo(pause(30));
    assertThat(heard(503, Map.of("Retry-After", "30"))).isEqualTo(pause(30));
    assertThat(heard(429, Map.of("Retry-After", "Sun, 01 Nov 2026 12:01:00 GMT")))
        .isEqualTo(pause(60));
  }

  @Test
  void pausesForHoursOnlyWhereARefusalSaysSo() {
    assertThat(heard(429, Map.of("Retry-After", "72000"))).isEqualTo(pause(72_000));
    assertThat(heard(429, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "72000")))
        .isEqualTo(pause(3_600));
    assertThat(
            heard(429, Map.of("RateLimit-Limit", "2;w=86400", "RateLimit-Remaining", "0;w=86400")))
        .isEqualTo(pause(3_600));
  }

  @Test
  void pausesForAMomentWhereARefusalSaysNothing() {
    assertThat(heard(429, Map.of())).isEqualTo(pause(1));
    assertThat(heard(429, Map.of("Retry-After", "soon"))).isEqualTo(pause(1));
    assertThat(heard(429, Map.of("Retry-After", "0"))).isEqualTo(pause(1));
    assertThat(heard(503, Map.of())).isEmpty();
    assertThat(heard(200, Map.of("Retry-After", "30"))).isEmpty();
  }

  @Test
  void pausesUntilTheResetWhenNothingRemains() {
    assertThat(heard(200, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "20")))
        .isEqualTo(pause(20));
    String inAMinute = String.valueOf(NOW.plusSeconds(60).getEpochSecond());
    assertThat(heard(200, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inAMinute)))
        .isEqualTo(pause(60));
  }

  @Test
  void waitsForOneToComeBackInAWindowThatSlides() {
    assertThat(
            heard(
                200, Map.of("RateLimit-Limit", "100;w=21600", "RateLimit-Remaining", "0;w=21600")))
        .isEqualTo(pause(216));
  }

  @Test
  void asksOnByHeadWhereOnlyWhatIsFetchedIsCounted() {
    assertThat(hub(200, true)).isEmpty();
    assertThat(hub(200, false)).isEqualTo(pause(216));
    assertThat(hub(429, true)).isEqualTo(pause(216));
  }

  private static Optional<Slowdown> hub(int status, boolean head) {
    Map<String, String> headers =
        Map.of("RateLimit-Limit", "100;w=21600", "RateLimit-Remaining", "0;w=21600");
    return RateLimits.heard(new Canned(status, headers, head), NOW);
  }

  @Test
  void tellsWhatIsLeft() {
    Map<String, String> headers =
        Map.of("RateLimit-Limit", "100;w=21600", "RateLimit-Remaining", "76;w=21600");
    assertThat(RateLimits.quota(new Canned(200, headers, true))).contains(new Quota(100, 76));
    assertThat(RateLimits.quota(new Canned(200, Map.of("X-RateLimit-Remaining", "3"), true)))
        .contains(new Quota(0, 3));
    assertThat(RateLimits.quota(new Canned(200, Map.of(), true))).isEmpty();
  }

  @Test
  void spreadsTheLastFifthOverTheTimeThatItMustLast() {
    assertThat(remaining("20"))
        .contains(new Slowdown.Spread(Duration.ofSeconds(3), Duration.ofSeconds(60)));
    assertThat(remaining("21")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "many", "99999999999999999999", "0x"})
  void makesNothingOfWhatItCannotRead(String remaining) {
    assertThat(remaining(remaining)).isEmpty();
  }

  @Test
  void needsNoMoreThanItIsGiven() {
    assertThat(heard(200, Map.of("RateLimit-Remaining", "0"))).isEmpty();
    assertThat(heard(200, Map.of("RateLimit-Remaining", "3", "RateLimit-Reset", "60"))).isEmpty();
    assertThat(heard(200, Map.of("RateLimit-Remaining", "0", "RateLimit-Limit", "0;w=60")))
        .isEmpty();
    assertThat(heard(200, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "0"))).isEmpty();
  }
}

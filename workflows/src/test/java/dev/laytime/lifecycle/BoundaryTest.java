package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.EXTERNAL;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides of every instant at which a life decides something else. */
class BoundaryTest {

  private static final Instant RETRY = DEADLINE.plusSeconds(60);
  private static final Pin PIN = new Pin(DEADLINE.plusSeconds(9), "ann", "");

  @ParameterizedTest(name = "{0}")
  @MethodSource("boundaries")
  void restsBeforeAndActsAt(
      String name, Life life, Policy policy, Instant boundary, Class<?> then) {
    Decision before = Lifecycle.decide(life, policy, boundary.minusMillis(1));
    assertThat(before).isInstanceOf(Decision.Rest.class);
    assertThat(((Decision.Rest) before).until()).isEqualTo(boundary);
    assertThat(((Decision.Rest) before).reasons()).isNotEmpty();
    assertThat(Lifecycle.decide(life, policy, boundary)).isInstanceOf(then);
  }

  static Stream<Arguments> boundaries() {
    Life asked =
        Lives.after(
            Lives.unused(),
            new Fact.Answered(
                DEADLINE, new Inquiry.Later(DEADLINE, List.of("git: not yet"), RETRY), List.of()));
    Life failing =
        Lives.after(Lives.present(), new Fact.Failed(START, "no route", START.plusSeconds(999)));
    Life pinned = Lives.after(Lives.present(), new Fact.PinSet(START, PIN));
    Life lost = Lives.after(Lives.wanted(), new Fact.Found(START, null));
    Life restored =
        Lives.after(
            Lives.quarantined(), Lives.said(UNTIL, 1, 1), new Fact.Restored(UNTIL, DIGEST, true));
    Instant half = UNTIL.plus(Findings.DOUBT.dividedBy(2));
    Life found = Lives.after(restored, new Fact.Found(half, DIGEST));
    Life leaving = Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE);
    return Stream.of(
        Arguments.of("grace period", Lives.unused(), POLICY, DEADLINE, Decision.Ask.class),
        Arguments.of("quarantine", Lives.quarantined(), POLICY, UNTIL, Decision.Ask.class),
        Arguments.of("later", asked, POLICY, RETRY, Decision.Ask.class),
        Arguments.of("failure", failing, POLICY, START.plusSeconds(999), Decision.Become.class),
        Arguments.of(
            "pin", pinned, POLICY, DEADLINE.plusSeconds(9).plusMillis(1), Decision.Become.class),
        Arguments.of("never came", lost, EXTERNAL, DEADLINE, Decision.End.class),
        Arguments.of("half of a doubt", restored, POLICY, half, Decision.Look.class),
        Arguments.of("doubt", found, POLICY, UNTIL.plus(Findings.DOUBT), Decision.Look.class),
        Arguments.of("removal", leaving, POLICY, DEADLINE.plusSeconds(3600), Decision.GiveUp.class),
        Arguments.of(
            "copy", Lives.copying(), POLICY, START.plusSeconds(3600), Decision.GiveUp.class));
  }

  @ParameterizedTest
  @MethodSource("deadlines")
  void takesWhatTheDeadlineAsksFor(Life life, RemovalKind kind, Instant notBefore) {
    assertThat(Lifecycle.decide(life, POLICY, notBefore))
        .isEqualTo(new Decision.Ask(kind, notBefore));
  }

  static Stream<Arguments> deadlines() {
    return Stream.of(
        Arguments.of(Lives.unused(), RemovalKind.QUARANTINE, DEADLINE),
        Arguments.of(Lives.quarantined(), RemovalKind.DELETE, UNTIL));
  }
}

package dev.laytime.promotion;

import static dev.laytime.promotion.Promotions.DIGEST;
import static dev.laytime.promotion.Promotions.NOW;
import static dev.laytime.promotion.Promotions.OTHER;
import static dev.laytime.promotion.Promotions.order;
import static dev.laytime.promotion.Promotions.path;
import static dev.laytime.promotion.Promotions.read;
import static dev.laytime.promotion.Promotions.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateReadingTest {

  private static final Gate.Checked SMOKE = new Gate.Checked("smoke");
  private static final Gate.Soaked SOAK = new Gate.Soaked("soak", Duration.ofHours(24));
  private static final Gate.Signed SIGNED = new Gate.Signed("signature", "release");

  @Test
  void passesWhereThereAreNoGates() {
    assertThat(GateReading.passed(read(path()))).isTrue();
  }

  @Test
  void soaksForAsLongAsItSaysAndNoLonger() {
    PromotionPath path = path(SOAK);
    var begin = NOW.minus(Duration.ofHours(24));
    assertThat(read(path, begin, NOW).getFirst().verdict()).isEqualTo(Verdict.PASSED);
    Report short_ = read(path, begin.plusMillis(1), NOW).getFirst();
    assertThat(short_.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(short_.next()).isEqualTo(NOW.plusMillis(1));
    assertThat(read(path, null, NOW).getFirst().verdict()).isEqualTo(Verdict.WAITING);
  }

  @Test
  void takesTheLastReportOfACheck() {
    PromotionPath path = path(SMOKE);
    assertThat(verdict(path)).isEqualTo(Verdict.WAITING);
    assertThat(verdict(path, said(path, "smoke", false, "ci"))).isEqualTo(Verdict.FAILED);
    assertThat(verdict(path, said(path, "smoke", false, "ci"), said(path, "smoke", true, "ci")))
        .isEqualTo(Verdict.PASSED);
    assertThat(verdict(path, said(path, "smoke", true, "ci"), said(path, "smoke", false, "ops")))
        .isEqualTo(Verdict.FAILED);
    assertThat(verdict(path, said(path, "lint", true, "ci"))).isEqualTo(Verdict.WAITING);
  }

  @Test
  void takesNoWordAboutAnotherDigestOrUnderOtherGates() {
    PromotionPath path = path(SMOKE);
    Statement said = said(path, "smoke", true, "ci");
    Statement other =
        new Statement("x", "smoke", OTHER, said.gates(), true, "ci", null, "", said.at());
    assertThat(verdict(path, other)).isEqualTo(Verdict.WAITING);
    assertThat(verdict(path(SMOKE, SOAK), said)).isEqualTo(Verdict.WAITING);
  }

  @ParameterizedTest
  @MethodSource("otherPaths")
  void bindsAWordToAllThatThePathSays(PromotionPath changed) {
    Statement said = said(path(SMOKE), "smoke", true, "ci");
    assertThat(verdict(changed, said)).isEqualTo(Verdict.WAITING);
  }

  static Stream<PromotionPath> otherPaths() {
    return Stream.of(
        path(new Gate.Checked("smoke"), new Gate.Checked("more")),
        path(true, List.of(), SMOKE),
        new PromotionPath(
            "release",
            "staging",
            "prod",
            List.of("eu"),
            List.of(),
            List.of(),
            List.of(SMOKE),
            List.of(),
            false,
            3,
            Duration.ofDays(7),
            PromotionPath.Automatic.NONE,
            List.of()));
  }

  @Test
  void waitsForWhatWasNotReadYet() {
    Report report = read(path(SIGNED)).getFirst();
    assertThat(report).isEqualTo(new Report("signature", Verdict.WAITING, "not read yet", NOW));
  }

  @Test
  void takesWhatWasReadElsewhere() {
    Report failed = new Report("signature", Verdict.FAILED, "wrong key", NOW.plusSeconds(60));
    List<Report> reports =
        new GateReading(
                path(SIGNED, SMOKE),
                order("r1", DIGEST),
                NOW,
                true,
                List.of(),
                List.of(),
                List.of(failed),
                NOW)
            .reports();
    assertThat(reports).extracting(Report::gate).containsExactly("signature", "smoke");
    assertThat(reports.getFirst()).isEqualTo(failed);
  }

  @Test
  void hasNoGatesOnTheWayBack() {
    PromotionOrder back = order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK);
    GateReading reading =
        new GateReading(path(SMOKE), back, null, true, List.of(), List.of(), List.of(), NOW);
    assertThat(reading.reports()).isEmpty();
  }

  @Test
  void tellsSinceWhenAGateStandsAsItDoes() {
    Report waiting = new Report("smoke", Verdict.WAITING, "nobody reported it yet", null);
    List<Report> first = GateReading.since(List.of(), List.of(waiting), NOW);
    List<Report> second = GateReading.since(first, List.of(waiting), NOW.plusSeconds(5));
    assertThat(second.getFirst().since()).isEqualTo(NOW);
    Report passed = new Report("smoke", Verdict.PASSED, "", null);
    assertThat(GateReading.since(second, List.of(passed), NOW.plusSeconds(9)).getFirst().since())
        .isEqualTo(NOW.plusSeconds(9));
  }

  private static Verdict verdict(PromotionPath path, Statement... statements) {
    return read(path, statements).getFirst().verdict();
  }
}

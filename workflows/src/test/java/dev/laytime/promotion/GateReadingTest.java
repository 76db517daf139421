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
import org.junit.jupiter.api.Test;

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
    Statement before =
        new Statement("x", "smoke", DIGEST, "others", true, "ci", null, "", said.at());
    assertThat(verdict(path, before)).isEqualTo(Verdict.WAITING);
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
                Promotions.GATES,
                order("r1", DIGEST),
                NOW,
                null,
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
        new GateReading(
            path(SMOKE),
            Promotions.GATES,
            back,
            null,
            null,
            true,
            List.of(),
            List.of(),
            List.of(),
            NOW);
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

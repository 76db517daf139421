package dev.laytime.promotion;

import static dev.laytime.promotion.Promotions.DIGEST;
import static dev.laytime.promotion.Promotions.NOW;
import static dev.laytime.promotion.Promotions.order;
import static dev.laytime.promotion.Promotions.path;
import static dev.laytime.promotion.Promotions.read;
import static dev.laytime.promotion.Promotions.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.Gate.Approved;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalsTest {

  private static final Approved TWO = new Approved("people", 2, false, List.of());
  private static final PromotionPath PATH = path(TWO);

  @Test
  void wantsAsManyPeopleAsItSays() {
    assertThat(report(PATH, yes("ann")).reason()).isEqualTo("1 of 2 approvals: ann (asserted)");
    assertThat(report(PATH, yes("ann"), yes("bob")).verdict()).isEqualTo(Verdict.PASSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "Ann", " ANN ", "ann\t"})
  void countsAPersonOnce(String again) {
    Statement second =
        new Statement(
            "again", "people", DIGEST, Gates.hash(PATH), true, again, "oidc x", "", Promotions.NOW);
    assertThat(report(PATH, yes("ann"), second).verdict()).isEqualTo(Verdict.WAITING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci", "CI", " ci"})
  void neverCountsWhoOrderedIt(String author) {
    assertThat(report(PATH, yes("ann"), yes(author)).verdict()).isEqualTo(Verdict.WAITING);
    assertThat(Approvals.refusal(TWO, order("r1", DIGEST), author)).contains("who ordered");
  }

  @Test
  void countsProvenNamesAloneWhereItWantsThat() {
    PromotionPath path = path(new Approved("people", 1, true, List.of()));
    assertThat(report(path, said(path, "people", true, "ann")).reason())
        .isEqualTo("0 of 1 verified approvals");
    assertThat(report(path, said(path, "people", true, "ann", "oidc https://i.test")).reason())
        .isEqualTo("approved by ann (verified)");
  }

  @Test
  void wantsToKnowWhoOrderedItWhereItWantsProof() {
    PromotionPath path = path(new Approved("people", 1, true, List.of()));
    Statement yes = said(path, "people", true, "alice", "oidc https://i.test");
    assertThat(report(path, false, yes).verdict()).isEqualTo(Verdict.WAITING);
    assertThat(report(path, false, yes).reason()).contains("not proven that ci ordered it");
    assertThat(report(path, true, yes).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(report(PATH, false, yes("ann"), yes("bob")).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void countsThoseAloneWhoMay() {
    PromotionPath path = path(new Approved("people", 1, false, List.of("Bob", "eve")));
    assertThat(report(path, said(path, "people", true, "ann")).reason())
        .isEqualTo("0 of 1 approvals; may approve: Bob, eve");
    assertThat(report(path, said(path, "people", true, "bob")).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void countsAnIssuersSubjectOnlyWhereThatIssuerProvesIt() {
    String subject = "repo:team/app:ref:refs/heads/main";
    Approved gate = new Approved("people", 1, true, List.of("https://i.test#" + subject));
    PromotionPath path = path(gate);

    for (Statement other :
        List.of(
            said(path, "people", true, subject, "oidc https://else.test"),
            said(path, "people", true, subject.toUpperCase(Locale.ROOT), "oidc https://i.test"),
            said(path, "people", true, "https://i.test#" + subject, "oidc https://else.test"),
            said(path, "people", true, subject))) {
      assertThat(report(path, other).verdict()).as(other.toString()).isEqualTo(Verdict.WAITING);
    }
    assertThat(report(path, said(path, "people", true, subject, "oidc https://i.test")).verdict())
        .isEqualTo(Verdict.PASSED);
    assertThat(Approvals.refusal(gate, order("r1", DIGEST), subject)).isNull();
    assertThat(Approvals.refusal(gate, order("r1", DIGEST), "https://i.test#" + subject))
        .contains("none of those who may");
  }

  @Test
  void letsAPersonThinkAgain() {
    assertThat(report(PATH, yes("ann"), yes("bob"), said(PATH, "people", false, "ann")).verdict())
        .isEqualTo(Verdict.WAITING);
  }

  private static Statement yes(String by) {
    return said(PATH, "people", true, by);
  }

  private static Report report(PromotionPath path, boolean proven, Statement... statements) {
    PromotionOrder order = order("r1", DIGEST);
    return new GateReading(path, order, NOW, proven, List.of(statements), List.of(), List.of(), NOW)
        .reports()
        .getFirst();
  }

  private static Report report(PromotionPath path, Statement... statements) {
    return read(path, statements).getFirst();
  }
}

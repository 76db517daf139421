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
import org.jspecify.annotations.Nullable;
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
            "again", "people", DIGEST, Promotions.GATES, true, again, "oidc x", "", Promotions.NOW);
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
        .isEqualTo("0 of 1 verified approvals by oidc https://i.test");
    assertThat(report(path, said(path, "people", true, "ann", "oidc https://i.test")).reason())
        .isEqualTo("approved by ann (verified)");
  }

  @Test
  void wantsToKnowWhoOrderedItWhereItWantsProof() {
    PromotionPath path = path(new Approved("people", 1, true, List.of()));
    Statement yes = said(path, "people", true, "alice", "oidc https://i.test");
    assertThat(ordered(path, null, yes).verdict()).isEqualTo(Verdict.WAITING);
    assertThat(ordered(path, null, yes).reason()).contains("not proven that ci ordered it");
    assertThat(ordered(path, "oidc https://i.test", yes).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(ordered(PATH, null, yes("ann"), yes("bob")).verdict()).isEqualTo(Verdict.PASSED);
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

  @Test
  void countsNobodyUnderTwoNames() {
    PromotionPath path = path(new Approved("people", 2, true, List.of()));
    Statement token = said(path, "people", true, "1234", "oidc https://i.test");
    Statement object = said(path, "people", true, "ann@example.com", "kubernetes x");
    Statement other = said(path, "people", true, "bob", "oidc https://i.test");

    assertThat(automatic(path, token, object).verdict()).isEqualTo(Verdict.WAITING);
    assertThat(automatic(path, object, token).reason())
        .isEqualTo(
            "1 of 2 verified approvals by kubernetes: ann@example.com (verified); does not count:"
                + " 1234 by oidc https://i.test");
    assertThat(automatic(path, token, object, other).reason())
        .isEqualTo("approved by 1234 (verified), bob (verified)");
  }

  @Test
  void countsNoApprovalOfAnotherKindThanTheOrders() {
    PromotionPath path = path(new Approved("people", 1, true, List.of()));
    Statement object = said(path, "people", true, "ann@example.com", "kubernetes x");

    assertThat(ordered(path, "oidc https://i.test", object).reason())
        .isEqualTo(
            "0 of 1 verified approvals by oidc https://i.test; does not count: ann@example.com by"
                + " kubernetes");
    assertThat(ordered(path, "kubernetes y", object).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void takesTheKindOfProofThatItNames() {
    String ci = "oidc https://ci.test";
    PromotionPath path =
        path(new Approved("people", 1, true, List.of(), "kubernetes", List.of(ci)));
    Statement token = said(path, "people", true, "ann", ci);
    Statement object = said(path, "people", true, "bob@example.com", "kubernetes x");
    Statement signed = said(path, "people", true, "cid", "signature cid");

    assertThat(ordered(path, ci, token, signed).reason())
        .isEqualTo(
            "0 of 1 verified approvals by kubernetes; does not count: ann by oidc https://ci.test,"
                + " cid by signature");
    assertThat(ordered(path, ci, token, object).reason())
        .isEqualTo("approved by bob@example.com (verified)");
    assertThat(ordered(path, "oidc https://i.test", object).reason())
        .isEqualTo(
            "that ci ordered it is proven by oidc https://i.test; here count orders by"
                + " kubernetes, oidc https://ci.test");
    assertThat(automatic(path, object).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(Approvals.take(path, ci)).isTrue();
    assertThat(Approvals.take(path, "signature ann")).isFalse();
    assertThat(Approvals.take(path, null)).isFalse();
  }

  @Test
  void saysByWhomItPassed() {
    PromotionPath path = path(new Approved("people", 1, true, List.of()));
    Statement object = said(path, "people", true, "ann@example.com", "kubernetes x");
    Statement token = said(path, "people", true, "bob", "oidc https://i.test");

    assertThat(
            Approvals.counted(
                path,
                Promotions.GATES,
                order("r1", DIGEST),
                "oidc https://i.test",
                List.of(object, token)))
        .containsExactly(token);
    assertThat(
            Approvals.counted(path, "others", order("r1", DIGEST), "kubernetes", List.of(object)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kubernetes", "signature", "oidc https://i.test", "oidc http://[::1]:1/x email"})
  void knowsItsKinds(String kind) {
    assertThat(Proofs.isKind(kind)).isTrue();
    assertThat(Proofs.kind(kind)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "oidc", "oidc i.test", "oidc https://i.test#ann", "kubernetes x", "no"})
  void knowsWhatIsNoKind(String kind) {
    assertThat(Proofs.isKind(kind)).isFalse();
  }

  private static Report ordered(
      PromotionPath path, @Nullable String proof, Statement... statements) {
    return given(path, proof, false, statements);
  }

  private static Report automatic(PromotionPath path, Statement... statements) {
    return given(path, null, true, statements);
  }

  private static Report given(
      PromotionPath path, @Nullable String proof, boolean automatic, Statement... statements) {
    PromotionOrder order = order("r1", DIGEST);
    return new GateReading(
            path,
            Promotions.GATES,
            order,
            NOW,
            proof,
            automatic,
            List.of(statements),
            List.of(),
            List.of(),
            NOW)
        .reports()
        .getFirst();
  }

  private static Report report(PromotionPath path, Statement... statements) {
    return read(path, statements).getFirst();
  }
}

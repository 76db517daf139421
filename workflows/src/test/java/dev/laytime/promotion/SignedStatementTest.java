package dev.laytime.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Digest;
import dev.laytime.promotion.SignedStatement.Say;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedStatementTest {

  private static final SignedStatement APPROVAL =
      new SignedStatement(
          Say.APPROVE,
          "here",
          "r1",
          "promotion/prod/app:1",
          "release",
          Digest.of("sha256", "ab".repeat(32)),
          "people",
          "cd".repeat(32),
          "ann@example.com",
          Instant.parse("2026-11-30T12:00:00Z"));

  @Test
  void isTheTextThatIsSigned() {
    assertThat(APPROVAL.text())
        .isEqualTo(
            """
            laytime statement 1
            say: approve
            to: here
            request: r1
            promotion: promotion/prod/app:1
            path: release
            digest: sha256:%s
            gate: people
            gates: %s
            by: ann@example.com
            expires: 2026-11-30T12:00:00Z
            """
                .formatted("ab".repeat(32), "cd".repeat(32)));
    assertThat(SignedStatement.parse(APPROVAL.text())).isEqualTo(APPROVAL);
  }

  @Test
  void saysOfAnOrderNothingOfGates() {
    SignedStatement order =
        new SignedStatement(
            Say.PROMOTE,
            "here",
            "r1",
            "promotion/prod/app:1",
            "release",
            APPROVAL.digest(),
            null,
            null,
            "ann",
            APPROVAL.expires());
    assertThat(order.text()).doesNotContain("gate");
    assertThat(SignedStatement.parse(order.text())).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          laytime statement 1,  laytime statement 2
          say: approve,         say: Approve
          say: approve,         say: promote
          say: approve,         say: cancel
          request: r1,          request:r1
          path: release,        'path: release '
          gate: people,         gate: people\\ngate: owners
          gate: people,         more: people
          by: ann,              by:  ann
          00:00Z,               00:00.000Z
          00:00Z,               tomorrow
          sha256:,              sha256:x
          """)
  void isReadToTheLetter(String part, String other) {
    String text = APPROVAL.text().replace(part, other.replace("\\n", "\n"));
    assertThat(text).isNotEqualTo(APPROVAL.text());
    assertThatThrownBy(() -> SignedStatement.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedStatement.parse(APPROVAL.text().strip()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasNoValueOfTwoLines() {
    assertThatThrownBy(() ->
            new SignedStatement(
                Say.APPROVE,
                "here",
                "r1",
                "promotion/prod/app:1",
                "release",
                APPROVAL.digest(),
                "people",
                "x",
                "ann\nby: bob",
                APPROVAL.expires()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1\u2028by: bob", "r\u202e1", "r\u200b1", "r\u00e91", "r 1"})
  void hasNoRequestThatAViewerShowsAsSomethingElse(String request) {
    assertThatThrownBy(() ->
            new SignedStatement(
                Say.APPROVE,
                "here",
                request,
                "promotion/prod/app:1",
                "release",
                APPROVAL.digest(),
                "people",
                "x",
                "ann",
                APPROVAL.expires()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

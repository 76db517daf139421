package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class LookedAtTest {

  private static String parts(int count, String part) {
    return String.join("; ", Collections.nCopies(count, part));
  }

  @Test
  void saysAsMuchOfEveryPart() {
    assertThat(LookedAt.text("a; b")).isEqualTo("looked at: a; b");
    assertThat(LookedAt.text("")).isEmpty();
    assertThat(LookedAt.text(parts(7, "x".repeat(161))))
        .isEqualTo("looked at: " + parts(7, "x".repeat(159) + "…"));
  }

  @Test
  void endsSomewhereHoweverManyPartsThereAre() {
    assertThat(LookedAt.text(parts(500, "x".repeat(161)))).hasSizeLessThan(2000);
    assertThat(LookedAt.within(parts(500, "x".repeat(161)), 2000)).hasSizeLessThanOrEqualTo(2000);
  }

  @Test
  void leavesWhatFitsAsItIs() {
    assertThat(LookedAt.within(parts(400, "xyz"), 1998)).isEqualTo(parts(400, "xyz"));
  }

  @Test
  void cutsTheLongPartsAndNotTheShort() {
    assertThat(LookedAt.within("x".repeat(50) + "; short; " + "y".repeat(30), 40))
        .isEqualTo("x".repeat(14) + "…; short; " + "y".repeat(14) + "…");
    assertThat(LookedAt.within("x".repeat(50), 40)).isEqualTo("x".repeat(39) + "…");
  }
}

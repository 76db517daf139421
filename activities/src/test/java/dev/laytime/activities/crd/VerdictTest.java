package dev.laytime.activities.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void isReadyAndNothingElseWhereItIsInForce() {
    assertThat(Verdict.ready("InForce", "so").conditions(3, List.of(), NOW))
        .extracting(StatusCondition::type, StatusCondition::status, StatusCondition::reason)
        .containsExactly(tuple("Ready", "True", "InForce"));
  }

  @Test
  void isUnknownWhileItReconcilesAndFalseWhereItIsStalled() {
    assertThat(Verdict.reconciling("Sweeping", "so").conditions(3, List.of(), NOW))
        .extracting(StatusCondition::type, StatusCondition::status)
        .containsExactly(tuple("Ready", "Unknown"), tuple("Reconciling", "True"));
    assertThat(Verdict.stalled("AccessDenied", "so").conditions(3, List.of(), NOW))
        .extracting(StatusCondition::type, StatusCondition::status)
        .containsExactly(tuple("Ready", "False"), tuple("Stalled", "True"));
    assertThat(Verdict.idle("Suspended", "so").conditions(3, List.of(), NOW))
        .extracting(StatusCondition::type, StatusCondition::status)
        .containsExactly(tuple("Ready", "False"));
  }

  @Test
  void isSoSinceItsStatusChangedNotItsMessage() {
    List<StatusCondition> first = Verdict.ready("A", "one").conditions(1, List.of(), NOW);
    Instant later = NOW.plusSeconds(60);

    assertThat(Verdict.ready("B", "two").conditions(2, first, later))
        .singleElement()
        .isEqualTo(new StatusCondition("Ready", "True", 2L, NOW, "B", "two"));
    assertThat(Verdict.stalled("C", "three").conditions(2, first, later).getFirst())
        .isEqualTo(new StatusCondition("Ready", "False", 2L, later, "C", "three"));
  }

  @Test
  void takesAnAnnotationForHandledAndKeepsTheLastOneThatWas() {
    ObjectStatus asked = ObjectStatus.NONE.after(Verdict.ready("A", "one"), 1, "2026-11-01", NOW);

    assertThat(asked.lastHandledReconcileAt()).isEqualTo("2026-11-01");
    assertThat(asked.after(Verdict.ready("A", "one"), 1, null, NOW)).isEqualTo(asked);
  }
}

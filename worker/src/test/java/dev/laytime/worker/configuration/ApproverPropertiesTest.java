package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.promotion.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may approve by a key, and which proofs a gate takes. */
class ApproverPropertiesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "path release", "a\u0007"})
  void refusesANameThatNobodyHas(String name) {
    assertThatThrownBy(() -> new ApproverProperties(name, "ann.pub"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("approvers.name");
  }

  @Test
  void refusesTwoOfOneName() {
    List<ApproverProperties> twice =
        List.of(new ApproverProperties("ann", "a.pub"), new ApproverProperties("Ann", "b.pub"));
    assertThatThrownBy(() -> ApproverProperties.check(twice)).hasMessageContaining("'Ann' twice");
  }

  @Test
  void readsWhichProofsCount() {
    assertThat(approved(true, "kubernetes", "oidc https://ci.example.com").gate("people"))
        .isEqualTo(
            new Gate.Approved(
                "people",
                1,
                true,
                List.of(),
                "kubernetes",
                List.of("oidc https://ci.example.com")));
  }

  @Test
  void refusesProofsThatThereAreNot() {
    refuses(approved(true, "trust"), "expected kubernetes, signature or oidc ISSUER");
    refuses(approved(true, "kubernetes", "oidc ci"), "not 'oidc ci'");
    refuses(approved(false, "kubernetes"), "expected verified: true");
    refuses(approved(true, null, "kubernetes"), "expected proof with it");
  }

  private static GateProperties.Approved approved(
      boolean verified, @Nullable String proof, String... orders) {
    return new GateProperties.Approved(1, verified, List.of(), proof, List.of(orders));
  }

  private static void refuses(GateProperties.Approved approved, String why) {
    assertThatThrownBy(() -> approved.gate("people"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}

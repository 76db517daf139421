package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nobody chooses by coming first which kind of proof a gate counts. */
class ProofKindsTest {

  private static final String IDP = "oidc https://idp.test";
  private static final String CI = "oidc https://ci.test";

  private static PromotionPath path(boolean verified, @Nullable String proof) {
    return new PromotionPath(
        "release",
        "dev",
        "prod",
        List.of(),
        List.of(),
        List.of(),
        List.of(new Gate.Approved("people", 1, verified, List.of(), proof, List.of())),
        List.of(),
        false,
        3,
        Duration.ofDays(7),
        PromotionPath.Automatic.NONE,
        List.of());
  }

  private static void takes(ProofKinds kinds, PromotionPath path) {
    assertThatCode(() -> kinds.require(path)).doesNotThrowAnyException();
  }

  private static void refuses(ProofKinds kinds, String named) {
    assertThatThrownBy(() -> kinds.require(path(true, null)))
        .hasMessageContaining("promotion 'release': gate 'people' counts one kind of proof")
        .hasMessageContaining(named)
        .hasMessageContaining("expected approved.proof");
    takes(kinds, path(true, "signature"));
    takes(kinds, path(false, null));
  }

  @Test
  void isSimpleWhereThereIsOneKindAlone() {
    takes(new ProofKinds(Set.of(), Map.of()), path(true, null));
    takes(new ProofKinds(Set.of("signature"), Map.of()), path(true, null));
    takes(new ProofKinds(Set.of(), Map.of("release", Set.of(IDP))), path(true, null));
    takes(new ProofKinds(Set.of("signature"), Map.of("hotfix", Set.of(IDP, CI))), path(true, null));
  }

  @Test
  void wantsAGateToSayItWhereThereAreSeveral() {
    refuses(new ProofKinds(Set.of("signature", "kubernetes"), Map.of()), "kubernetes, signature");
    refuses(
        new ProofKinds(Set.of("signature"), Map.of("release", Set.of(IDP))), IDP + ", signature");
    refuses(new ProofKinds(Set.of(), Map.of("release", Set.of(IDP, CI))), CI + ", " + IDP);
  }
}

package dev.laytime.promotion;

import static dev.laytime.promotion.Promotions.DIGEST;
import static dev.laytime.promotion.Promotions.OTHER;
import static dev.laytime.promotion.Promotions.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessionTest {

  @ParameterizedTest(name = "{0} {1} {2}: {3} {4} {5} {6}")
  @CsvSource({
    // present: state, path, kind; next: id, digest, path, kind
    "WAITING, release, PROMOTE, r1, same, release, PROMOTE, ACCEPTED",
    "MOVING, release, PROMOTE, r1, same, release, PROMOTE, ACCEPTED",
    "WAITING, release, PROMOTE, r2, same, release, PROMOTE, JOINED",
    "WAITING, release, PROMOTE, r2, same, hotfix, PROMOTE, REFUSED",
    "MOVING, release, PROMOTE, r2, same, hotfix, PROMOTE, BUSY",
    "WAITING, release, ROLLBACK, r2, same, hotfix, PROMOTE, BUSY",
    "WAITING, release, PROMOTE, r0, same, hotfix, PROMOTE, REFUSED",
    "MOVING, release, PROMOTE, r2, same, release, PROMOTE, JOINED",
    "WAITING, release, PROMOTE, r2, other, release, PROMOTE, SUPERSEDING",
    "MOVING, release, PROMOTE, r2, other, release, PROMOTE, BUSY",
    // two paths that want different digests under one tag
    "WAITING, release, PROMOTE, r2, other, hotfix, PROMOTE, REFUSED",
    "MOVING, release, PROMOTE, r2, other, hotfix, PROMOTE, BUSY",
    // the way back
    "WAITING, release, PROMOTE, r2, other, hotfix, ROLLBACK, SUPERSEDING",
    "WAITING, release, PROMOTE, r2, same, release, ROLLBACK, SUPERSEDING",
    "MOVING, release, PROMOTE, r2, other, release, ROLLBACK, BUSY",
    "WAITING, release, ROLLBACK, r2, other, release, PROMOTE, BUSY",
    "MOVING, release, ROLLBACK, r2, same, release, ROLLBACK, JOINED",
    // an id that was given to something else
    "WAITING, release, PROMOTE, r1, other, release, PROMOTE, REFUSED",
    "PROMOTED, release, PROMOTE, r1, same, release, ROLLBACK, REFUSED",
    // repeated after it was superseded
    "WAITING, release, PROMOTE, r0, other, release, PROMOTE, REFUSED",
    "PROMOTED, release, PROMOTE, r0, other, release, PROMOTE, REFUSED",
    "WAITING, release, PROMOTE, r0, same, release, PROMOTE, JOINED",
    "PROMOTED, release, PROMOTE, r0, same, release, PROMOTE, REFUSED",
    // after the end
    "PROMOTED, release, PROMOTE, r2, other, release, PROMOTE, ACCEPTED",
    "CANCELLED, release, PROMOTE, r2, same, release, PROMOTE, ACCEPTED",
  })
  void tellsWhatAnotherOrderMeans(
      PromotionState state,
      String path,
      PromotionOrder.Kind kind,
      String nextId,
      String nextDigest,
      String nextPath,
      PromotionOrder.Kind nextKind,
      Succession.Answer answer) {
    Digest digest = nextDigest.equals("same") ? DIGEST : OTHER;
    assertThat(
            Succession.of(
                    order("r1", DIGEST, path, kind),
                    state,
                    List.of("r0"),
                    order(nextId, digest, nextPath, nextKind))
                .answer())
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "PROMOTE,  other, release, ROLLBACK, ACCEPTED",
    "PROMOTE,  same,  release, ROLLBACK, ACCEPTED",
    "ROLLBACK, other, release, ROLLBACK, ACCEPTED",
    "ROLLBACK, same,  release, ROLLBACK, JOINED",
    "PROMOTE,  other, hotfix,  ROLLBACK, BUSY",
    "PROMOTE,  other, release, PROMOTE,  BUSY",
  })
  void letsARollbackFollowWhereOnlyGitIsLeft(
      PromotionOrder.Kind kind,
      String nextDigest,
      String nextPath,
      PromotionOrder.Kind nextKind,
      Succession.Answer answer) {
    PromotionOrder next =
        order("r2", nextDigest.equals("same") ? DIGEST : OTHER, nextPath, nextKind);
    PromotionOrder present = order("r1", DIGEST, "release", kind);
    assertThat(Succession.of(present, PromotionState.MOVING, true, List.of(), next).answer())
        .isEqualTo(answer);
  }
}

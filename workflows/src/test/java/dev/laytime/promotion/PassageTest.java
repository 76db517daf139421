package dev.laytime.promotion;

import static dev.laytime.promotion.Promotions.DIGEST;
import static dev.laytime.promotion.Promotions.OTHER;
import static dev.laytime.promotion.Promotions.TARGET;
import static dev.laytime.promotion.Promotions.order;
import static dev.laytime.promotion.Promotions.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Passage.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What kpromo refuses, and what else must not move. */
class PassageTest {

  private static final Reference REPLICA = Reference.parse("eu.test/prod/app:1.2.3");

  @Test
  void bringsATagThatIsNew() {
    assertThat(refusal(path(), DIGEST, null, null)).isNull();
  }

  @Test
  void bringsATagThatIsThereAlready() {
    assertThat(refusal(path(), DIGEST, DIGEST, null)).isNull();
  }

  @Test
  void refusesToMoveATag() {
    assertThat(refusal(path(), DIGEST, OTHER, null))
        .isEqualTo(TARGET + " is " + OTHER + " there, and path release does not move tags");
  }

  @Test
  void refusesAllForOneDestination() {
    assertThat(refusal(path(), DIGEST, null, OTHER)).contains(REPLICA.text());
  }

  @Test
  void movesATagWhereThePathDoes() {
    assertThat(refusal(path(true, List.of()), DIGEST, OTHER, OTHER)).isNull();
  }

  @Test
  void refusesALostSource() {
    assertThat(refusal(path(), null, null, null)).contains("has no " + DIGEST + " any more");
  }

  @Test
  void refusesAReleasedVersionAlsoWhereThePathMovesTags() {
    assertThat(new Passage(order("r1", DIGEST), path(true, List.of()), null, OTHER).refusal())
        .contains("a released version does not change");
  }

  @Test
  void refusesWhatIsForbidden() {
    assertThat(new Passage(order("r1", DIGEST), path(), "forbidden by ann", null).refusal())
        .isEqualTo("forbidden by ann");
  }

  @Test
  void refusesWithoutAPath() {
    assertThat(new Passage(order("r1", DIGEST), null, null, null).refusal())
        .isEqualTo("the configuration has no path release any more");
  }

  @Test
  void refusesATagThatThePathSelectsNoMore() {
    List<TagPattern> tags = List.of(new TagPattern.Exact(new Tag("2.0.0")));
    assertThat(new Passage(order("r1", DIGEST), path(false, tags), null, null).refusal())
        .isEqualTo("path release does not select the tag 1.2.3 any more");
    PromotionOrder back = order("r1", DIGEST, "release", PromotionOrder.Kind.ROLLBACK);
    assertThat(new Passage(back, path(false, tags), null, null).refusal()).isNull();
  }

  @Test
  void refusesWhereThePathLeadsElsewhere() {
    Passage passage = new Passage(order("r1", DIGEST), path(), null, null);
    assertThat(passage.refusal(DIGEST, List.of())).contains("does not lead to " + TARGET);
    assertThat(passage.refusal(DIGEST, List.of(new Seen(REPLICA, null))))
        .contains("does not lead to " + TARGET);
  }

  private static @Nullable String refusal(
      PromotionPath path,
      @Nullable Digest source,
      @Nullable Digest target,
      @Nullable Digest replica) {
    return new Passage(order("r1", DIGEST), path, null, null)
        .refusal(source, List.of(new Seen(TARGET, target), new Seen(REPLICA, replica)));
  }
}

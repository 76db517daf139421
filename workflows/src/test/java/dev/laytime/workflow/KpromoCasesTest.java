package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.DIGEST;
import static dev.laytime.workflow.PromotionEnvironment.EU;
import static dev.laytime.workflow.PromotionEnvironment.OTHER;
import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.SOURCE;
import static dev.laytime.workflow.PromotionEnvironment.US;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PromotionOffer;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The cases by which kpromo, which promotes Kubernetes' own images, tests what it would promote:
 * its edges, from a digest in one registry to a tag in another. What each comes to is shown here,
 * or where the list says.
 *
 * <pre>
 * nothing to promote                    PromotionOrderingTest.makesAnOrderOfAWish
 * neither digest nor tag is there       PromotionMoveTest.bringsTheDigestToEveryDestination
 * the tag names the digest already      writesNoTagThatNamesTheDigestAlready
 * the digest is there under no tag      PromotionMoveTest.takesWhatTheDestinationHas...
 * the digest is there, another tag      addsATagToWhatIsThereUnderAnother
 * the tag names another digest          PassageTest.refusesToMoveATag, the whole way in CiTest
 * the same, our digest is there too     refusesToMoveATagToWhatIsThereUnderAnother
 * one of two registries lacks the tag   writesATagOnlyWhereItIsMissing
 * there are tags that nobody names      leavesTagsThatAreNotItsOwn
 * the source has lost it                PassageTest.refusesALostSource, the whole way in CiTest
 * lost, and it is promoted already      refusesWhatIsLostAndLeavesWhatIsThere (kpromo: done)
 * the source does not answer            movesNothingWhileNobodyKnowsWhatIsThere
 * by another name than at the source    PromotionFactsTest.namesTheImageInEveryDestination
 * names of several parts                PromotionFactsTest.namesTheImageInEveryDestination
 * the source is a destination, too      PromotionsTest.refusesAPathThatLeadsNowhere...
 * two edges, two tags                   PathConflictTest.takesTagsForApart...
 * two edges, one tag, one digest        SuccessionTest: joined, or refused by another path
 * two edges, one tag, two digests       SuccessionTest, PathConflictTest, the whole way in CiTest
 * a digest without a tag                PromotionOrderingTest.makesAnOrderOfAWish (refused here)
 * the source's tag was moved            PromotionMoveTest.promotesTheDigestWhatever..., CiTest
 * </pre>
 */
class KpromoCasesTest {

  private static final List<Reference> TARGETS = List.of(PROD, EU, US);

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void writesNoTagThatNamesTheDigestAlready() {
    for (String tag : List.of("1.2.3", "1.2", "1", "latest")) {
      TARGETS.forEach(target -> world.registries.put(tagged(target, tag), DIGEST));
    }
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.offers).isEmpty();
  }

  @Test
  void addsATagToWhatIsThereUnderAnother() {
    world.registries.put(tagged(PROD, "1.2.2"), DIGEST);
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(PROD)).isEqualTo(DIGEST);
    assertThat(world.registries.at(tagged(PROD, "1.2.2"))).isEqualTo(DIGEST);
  }

  @Test
  void refusesToMoveATagToWhatIsThereUnderAnother() {
    world.registries.put(tagged(PROD, "1.2.2"), DIGEST);
    world.registries.put(PROD, OTHER);
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.REFUSED);
    assertThat(end.cause()).contains(PROD + " is " + OTHER + " there");
    assertThat(world.registries.at(PROD)).isEqualTo(OTHER);
    assertThat(world.offers).isEmpty();
  }

  @Test
  void writesATagOnlyWhereItIsMissing() {
    world.registries.put(PROD, DIGEST);
    world.registries.put(US, DIGEST);
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.offers)
        .extracting(PromotionOffer::target)
        .filteredOn(TARGETS::contains)
        .containsExactly(EU);
  }

  @Test
  void leavesTagsThatAreNotItsOwn() {
    Reference extra = tagged(PROD, "extra");
    world.registries.put(extra, OTHER);
    assertThat(environment.promote().state()).isEqualTo(PromotionState.PROMOTED);
    assertThat(world.registries.at(extra)).isEqualTo(OTHER);
  }

  @Test
  void refusesWhatIsLostAndLeavesWhatIsThere() {
    world.registries.lose(SOURCE, DIGEST);
    TARGETS.forEach(target -> world.registries.put(target, DIGEST));
    PromotionStatus end = environment.promote();
    assertThat(end.state()).isEqualTo(PromotionState.REFUSED);
    assertThat(end.cause()).contains("has no " + DIGEST + " any more");
    assertThat(TARGETS).allMatch(target -> DIGEST.equals(world.registries.at(target)));
  }

  @Test
  void movesNothingWhileNobodyKnowsWhatIsThere() {
    world.registries.fails = true;
    environment.ask(order());
    environment.pass(Duration.ofHours(3));
    assertThat(environment.status().state()).isEqualTo(PromotionState.WAITING);
    assertThat(world.count("copy")).isZero();
    world.registries.fails = false;
    assertThat(environment.end().state()).isEqualTo(PromotionState.PROMOTED);
  }

  private static Reference tagged(Reference image, String tag) {
    return image.repository().tagged(new Tag(tag));
  }
}

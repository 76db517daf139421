package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.PollCount;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagPattern;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mirror that selects tags for a stage, where lives write and take away. */
class MirrorStageTest extends MirrorPairTest {

  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void prunesInStagesAloneAndNeverAllAtOnce() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          return order;
        });
    for (int i = 0; i < 12; i++) {
      pair.publish("v" + i);
    }
    pair.poll(POLL);
    pair.unpublish("v1");
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).as("it lies in no stage").isEmpty();

    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.targets.pruned).containsExactly(pair.image("v1"));
    assertThat(pair.copied("v1")).as("only its life takes it away").isPresent();

    for (int i = 2; i < 8; i++) {
      pair.unpublish("v" + i);
      pair.targets.stages.put(pair.image("v" + i), new InStage(null, true, true));
    }
    pair.poll(NEXT.plusSeconds(900));
    PollCount count = pair.poll(NEXT.plusSeconds(1200));
    assertThat(pair.targets.pruned).hasSize(1);
    assertThat(count.causes()).anyMatch(cause -> cause.contains("6 of 11 tags left the source"));
  }

  @Test
  void prunesNothingThatItsSourceDoesNotDenyByName() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          return order;
        });
    pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.unpublish("v1");
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(500)).on(RequestMatcher.path("/v1")));
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).as("a list alone is no proof").isEmpty();

    pair.up.behaviours().clear();
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.targets.pruned).containsExactly(pair.image("v1"));
  }

  @Test
  void prunesNothingWhereNothingMatchesAnyMore() throws IOException {
    pair.publish("v1");
    pair.publish("v2");
    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.poll(POLL);
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          order.tags = new Selection(List.of(new TagPattern.Wildcard("x*")), List.of(), null);
          return order;
        });
    pair.unpublish("v1");
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).isEmpty();
  }

  @Test
  void offersInAStageAndCopiesNothingThere() throws IOException {
    Manifest image = pair.publish("v1");
    pair.targets.stages.put(pair.image("v1"), new InStage(null, false, true));
    assertThat(pair.poll(POLL)).isEqualTo(new PollCount(1, 1, 1, 0, 0, List.of()));
    assertThat(pair.at("v1").owed())
        .isEqualTo(new MirrorTarget.Owed(MirrorTarget.Reason.NEW, image.digest(), true));
    assertThat(pair.copied("v1")).isEmpty();

    pair.targets.stages.put(pair.image("v1"), new InStage(null, false, false));
    PollCount dry = pair.poll(NEXT);
    assertThat(dry.offered()).isZero();
    assertThat(dry.causes()).singleElement().asString().startsWith("dry run: ");
  }

  @Test
  void listsReferrersInAStageAndLeavesItsTagAlone() throws IOException {
    Manifest image = pair.publish("v1");
    pair.poll(POLL);
    pair.targets.stages.put(pair.image("v1"), new InStage(image.digest(), true, true));
    Manifest signature = pair.images.referrer(image);
    pair.copies.requests().clear();
    pair.poll(POLL.plus(DAY));
    assertThat(pair.there.referrers(image.digest()))
        .extracting(entry -> entry.descriptor().digest())
        .containsExactly(signature.digest());
    assertThat(pair.tagged()).isEmpty();

    Manifest other = pair.theirs("v1");
    pair.poll(POLL.plus(DAY).plus(DAY));
    assertThat(pair.copied("v1")).contains(other.digest());
  }
}

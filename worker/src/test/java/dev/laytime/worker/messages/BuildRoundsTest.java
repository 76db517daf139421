package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.ledger.PartOfBuildLedger;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of builds of which nobody knows whether Temporal took them. */
class BuildRoundsTest {

  private final World world = new World();
  private final BuildRounds rounds = new BuildRounds(world, world, world::look, 1);

  @ParameterizedTest
  @CsvSource({
    "accepted, asked",
    "joined, not asked",
    "busy, not asked",
    "refused, not asked",
    "unanswered, ''",
  })
  void areAskedForAgain(String answer, String then) {
    world.answer = answer;

    rounds.round();

    assertThat(world.done)
        .isEqualTo(then.isEmpty() ? List.of("ask 1") : List.of("ask 1", then + " 1"));
  }

  /** Nothing was heard of it for long. */
  @ParameterizedTest
  @CsvSource({
    "accepted, asked",
    "joined, asked",
    "busy, asked",
    "refused, refused",
    "wrong, refused",
    "unanswered, ''",
  })
  void areAskedForAgainWhereTemporalLostThem(String answer, String then) {
    world.silent = List.of(order("1"));
    world.answer = answer;

    rounds.round();

    assertThat(world.done)
        .isEqualTo(
            then.isEmpty() ? List.of("lost 1", "ask 1") : List.of("lost 1", "ask 1", then + " 1"));
  }

  @Test
  void areNeitherEndedNorBegunWhereTheyRun() {
    world.silent = List.of(order("1"));
    world.running = List.of("1");

    rounds.round();

    assertThat(world.done).as("that is a word").containsExactly("asked 1");
  }

  @Test
  void areNeitherEndedNorBegunWhereNobodyKnowsWhetherTheyRun() {
    world.silent = List.of(order("1"));
    world.unknown = true;

    rounds.round();

    assertThat(world.done).isEmpty();
  }

  @Test
  void areNotBegunWhereNobodyWantsThem() {
    world.silent = List.of(order("1"));
    world.unwanted = List.of("1");

    rounds.round();

    assertThat(world.done).containsExactly("lost 1");
  }

  /** What was lost holds not all slots; what runs is found all the same. */
  @Test
  void areBegunAFewAtATime() {
    world.silent = List.of(order("1"), order("2"), order("3"), order("4"));
    world.unwanted = List.of("1");
    world.running = List.of("4");

    rounds.round();

    assertThat(world.done).containsExactly("lost 1", "lost 2", "ask 2", "asked 2", "asked 4");
  }

  @Test
  void areAskedForLaterWhereTheLedgerIsAway() {
    world.away = true;

    rounds.round();
    world.away = false;
    rounds.round();

    assertThat(world.done).containsExactly("ask 1", "asked 1");
  }

  /** After what ended in the round itself. */
  @Test
  void tellWhoWaitsWhatThereIsRoomFor() {
    world.silent = List.of(order("1"));
    world.unwanted = List.of("1");
    world.waiting = List.of(Reference.parse("r.test/app:2"));

    rounds.round();

    assertThat(world.done)
        .containsExactly("lost 1", "look r.test/app:2: there is room for its build");
  }

  private static BuildOrder order(String id) {
    return new BuildOrder(id, Reference.parse("r.test/app:" + id), "app", null, "ann", "");
  }

  /** A ledger of one such order, and a Temporal. */
  private static final class World extends PartOfBuildLedger implements BuildWords {

    final List<String> done = new ArrayList<>();
    String answer = "accepted";
    boolean away;
    boolean unknown;
    List<String> running = List.of();
    List<String> unwanted = List.of();
    List<BuildOrder> silent = List.of();
    List<Reference> waiting = List.of();

    @Override
    public List<BuildOrder> untaken() {
      if (away) {
        throw new LedgerUnavailableException("it is away", new IOException("x"));
      }
      return silent.isEmpty() ? List.of(order("1")) : List.of();
    }

    @Override
    public List<BuildOrder> silent() {
      return silent;
    }

    @Override
    public boolean runs(BuildOrder order) {
      if (unknown) {
        throw new UnsaidException(Why.UNANSWERED, "Temporal does not answer");
      }
      return running.contains(order.requestId());
    }

    @Override
    public boolean lost(BuildOrder order) {
      done.add("lost " + order.requestId());
      return !unwanted.contains(order.requestId());
    }

    @Override
    public void refused(BuildOrder order, String why) {
      done.add("refused " + order.requestId());
    }

    @Override
    public BuildAnswer ask(BuildOrder order) {
      done.add("ask " + order.requestId());
      if (answer.equals("unanswered")) {
        throw new UnsaidException(Why.UNANSWERED, "nobody answers");
      }
      if (answer.equals("wrong")) {
        throw new UnsaidException(Why.REFUSED, "it is of another form");
      }
      return new BuildAnswer("build/x", answer, null);
    }

    @Override
    public List<Reference> mayBegin() {
      return waiting;
    }

    void look(Reference image, String why) {
      done.add("look %s: %s".formatted(image, why));
    }

    @Override
    public void asked(BuildOrder order) {
      done.add("asked " + order.requestId());
    }

    @Override
    public void notAsked(BuildOrder order) {
      done.add("not asked " + order.requestId());
    }

    @Override
    public BuildStatus cancel(String id, CancelMessage message) {
      throw new UnsupportedOperationException();
    }
  }
}

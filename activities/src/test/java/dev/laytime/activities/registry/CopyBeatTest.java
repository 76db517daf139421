package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import io.grpc.Status;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which attempts may still write a tag. */
class CopyBeatTest {

  private static final Duration HALF = Duration.ofSeconds(10);
  private static final Duration OVER_HALF = HALF.plusNanos(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final List<String> told = new ArrayList<>();
  private Runnable whileTelling = () -> {};
  private Runnable whileAsking = () -> {};
  private final CopyBeat beat =
      new CopyBeat(
          () -> {
            told.add("beat");
            whileTelling.run();
          },
          () -> {
            told.add("question");
            whileAsking.run();
          },
          HALF.multipliedBy(2),
          now::get,
          "copy a to b");

  @Test
  void countsWhileItBeatsTwiceInTheTimeThatTemporalWaits() throws Exception {
    pass(HALF);
    beat.beat();
    pass(HALF);
    beat.failIfOver();
    beat.beat();
    pass(HALF);
    beat.failIfOver();
    assertThat(told).containsExactly("beat", "question", "beat", "question");
  }

  @Test
  void isOverForGoodAfterAStandstillThoughItCouldBeatAgain() throws Exception {
    beat.beat();
    pass(OVER_HALF);
    isOver(beat::beat);
    isOver(beat::failIfOver);
    assertThat(told).as("nothing is told or asked any more").containsExactly("beat");
  }

  @Test
  void isOverForGoodWhicheverThreadSeesItFirst() throws Exception {
    beat.beat();
    pass(OVER_HALF);
    isOver(beat::failIfOver);
    pass(OVER_HALF.negated());
    isOver(beat::beat);
    assertThat(told).containsExactly("beat");
  }

  @Test
  void isOverBeforeItsFirstBeatWhereThatComesLate() {
    pass(OVER_HALF);
    isOver(beat::beat);
  }

  @Test
  void isOverWhereItStoodStillWhileItBeat() throws Exception {
    whileTelling = () -> pass(OVER_HALF);
    beat.beat();
    isOver(beat::failIfOver);
    assertThat(told).containsExactly("beat");
  }

  @Test
  void isOverWhereItStoodStillWhileItAsked() throws Exception {
    whileAsking = () -> pass(OVER_HALF);
    beat.beat();
    isOver(beat::failIfOver);
    assertThat(told).containsExactly("beat", "question");
  }

  @Test
  void endsAsTemporalAnswers() {
    ActivityCanceledException cancelled = new ActivityCanceledException();
    whileAsking = throwing(new ActivityCompletionFailureException(cancelled));
    assertThat(catchThrowableOfType(ActivityCanceledException.class, beat::failIfOver))
        .isSameAs(cancelled);
    whileAsking = throwing(new ActivityNotExistsException(Status.NOT_FOUND.asRuntimeException()));
    assertThat(catchThrowableOfType(ActivityNotExistsException.class, beat::failIfOver))
        .isNotNull();
  }

  @Test
  void mayNotGoOnWhereTemporalDoesNotAnswer() {
    whileAsking =
        throwing(new ActivityCompletionFailureException(Status.UNAVAILABLE.asRuntimeException()));
    RegistryException failed = fails(beat::failIfOver);
    assertThat(failed)
        .hasMessage(
            "copy a to b: Temporal does not say whether another attempt has begun; check that the"
                + " worker reaches Temporal");
    whileAsking = () -> {};
    assertThat(catchThrowableOfType(RegistryException.class, beat::failIfOver))
        .as("it may ask again")
        .isNull();
  }

  private static Runnable throwing(RuntimeException e) {
    return () -> {
      throw e;
    };
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static void isOver(ThrowingCallable call) {
    assertThat(fails(call).said())
        .isEqualTo(
            "Temporal heard nothing of this attempt for over 10 s, and may have begun another");
  }

  private static RegistryException fails(ThrowingCallable call) {
    RegistryException failed = catchThrowableOfType(RegistryException.class, call);
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    return failed;
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.RequestBudget.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final StandingClock clock = new StandingClock();

  private Lane lane(Lane.Asking asking) {
    return new Lane(clock, new AtomicInteger(), asking);
  }

  @Test
  void tellsThoseWhoAreSentAwayToComeBackOneAfterTheOther() throws Exception {
    Lane lane = lane(_ -> new Lease(0, LONG, TENTH));
    assertThat(List.of(lane.place(), lane.place(), lane.place()))
        .containsExactly(
            new Lane.Place(false, LONG),
            new Lane.Place(false, LONG.plus(TENTH)),
            new Lane.Place(false, LONG.plus(TENTH).plus(TENTH)));
    clock.pass(LONG.plusMinutes(1));
    assertThat(lane.place()).as("those came long ago").isEqualTo(new Lane.Place(false, LONG));
  }

  @Test
  void losesThePlacesThatNobodyCameForInTime() throws Exception {
    List<Integer> asked = new ArrayList<>();
    Lane lane =
        lane(number -> {
          asked.add(number);
          return new Lease(10, Duration.ZERO, TENTH);
        });
    assertThat(lane.place()).isEqualTo(new Lane.Place(true, Duration.ZERO));
    clock.pass(Duration.ofMillis(350));
    assertThat(lane.place()).as("the fourth").isEqualTo(new Lane.Place(true, millis(-50)));
    assertThat(lane.place()).isEqualTo(new Lane.Place(true, millis(50)));
    clock.pass(Duration.ofMillis(700));
    assertThat(lane.place()).as("of another lease").isEqualTo(new Lane.Place(true, millis(0)));
    assertThat(asked).hasSize(2);
  }

  private static Duration millis(long many) {
    return Duration.ofMillis(many);
  }

  @Test
  void keepsNobodyAwayForMuchLongerBecauseOfOthers() throws Exception {
    Lane lane = lane(_ -> new Lease(0, LONG, LONG));
    List<Lane.Place> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(lane.place());
    }
    assertThat(all.getLast()).isEqualTo(new Lane.Place(false, LONG.plusMinutes(1)));
  }

  @Test
  void asksOnceForAllWhoWait() throws Exception {
    List<Integer> wanted = new ArrayList<>();
    CountDownLatch others = new CountDownLatch(1);
    Lane lane =
        lane(number -> {
          wanted.add(number);
          awaitUninterrupted(others);
          return new Lease(wanted.size() == 1 ? 0 : number, TENTH, TENTH);
        });
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(Thread.ofVirtual().start(() -> place(lane)));
    }
    while (waiting.stream().filter(LaneTest::waits).count() < 3) {
      Thread.onSpinWait();
    }
    others.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(wanted.getLast()).isEqualTo(3);
    assertThat(wanted).hasSize(2);
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void place(Lane lane) {
    try {
      assertThat(lane.place().given()).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.messages.Announcements.Announcement;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private static final Duration BETWEEN = Duration.ofMillis(10);
  private static final long PATIENCE_SECONDS = 30;

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final Announcements announcements = new Announcements(BETWEEN, this::pause);
  private final CountDownLatch done = new CountDownLatch(1);
  private int refusals;

  @AfterEach
  void end() {
    announcements.close();
  }

  @Test
  void sendsInOrderWithAPauseBetweenThem() throws Exception {
    announcements.send(
        IntStream.range(0, 5).mapToObj(i -> announcement(String.valueOf(i))).toList());
    awaitAll();

    assertThat(sent).containsExactly("0", "1", "2", "3", "4");
    assertThat(pauses).startsWith(BETWEEN, BETWEEN, BETWEEN, BETWEEN, BETWEEN);
  }

  @Test
  void triesOneAgainUntilItIsTakenAndLaterEachTime() throws Exception {
    refusals = 7;
    announcements.send(List.of(announcement("a"), announcement("b")));
    awaitAll();

    assertThat(sent).containsExactly("a", "b");
    assertThat(pauses.subList(0, 7))
        .map(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(troubles.getFirst()).isEqualTo("say a: UNAVAILABLE: gone");
    assertThat(announcements.trouble()).isEmpty();
    assertThat(announcements.pending()).isZero();
  }

  @Test
  void letsOthersGoBeforeOneThatIsNotTakenWhereItsPlaceSaysNothing() throws Exception {
    refusals = 2;
    CountDownLatch allWait = new CountDownLatch(1);
    announcements.send(
        List.of(
            new Announcement("begin", () -> awaitUninterruptibly(allWait)),
            new Announcement("say a", announcement("a").send(), true),
            new Announcement("say b", () -> sent.add("b")),
            new Announcement("say c", () -> sent.add("c"))));
    allWait.countDown();
    awaitAll();
    awaitNone();

    assertThat(sent).containsExactly("b", "c", "a");
    assertThat(announcements.trouble()).isEmpty();
  }

  @Test
  void waitsLongerEachTimeForOneThatIsAlone() throws Exception {
    refusals = 7;
    announcements.send(List.of(new Announcement("say a", announcement("a").send(), true)));
    awaitNone();

    assertThat(pauses.subList(0, 7))
        .map(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitNone() throws InterruptedException {
    for (int tries = 0; announcements.pending() > 0; tries++) {
      assertThat(tries).as("10 ms each").isLessThan(3_000);
      Thread.sleep(10);
    }
  }

  @Test
  void takesNoMoreOnceItIsClosed() {
    announcements.close();

    announcements.send(List.of(announcement("a")));

    assertThat(sent).isEmpty();
  }

  private Announcement announcement(String text) {
    return new Announcement(
        "say " + text,
        () -> {
          if (refusals-- > 0) {
            throw Status.UNAVAILABLE.withDescription("gone").asRuntimeException();
          }
          sent.add(text);
        });
  }

  private void awaitAll() throws InterruptedException {
    announcements.send(List.of(new Announcement("end", done::countDown)));
    assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    while (announcements.pending() > 0) {
      Thread.onSpinWait();
    }
  }

  private void pause(Duration time) {
    pauses.add(time);
    troubles.add(announcements.trouble());
  }
}

package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns();

  @Test
  void areOneAfterTheOtherForTheSameName() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Parallel.forEach(
        IntStream.range(0, 50).boxed().toList(),
        50,
        _ ->
            turns.take(
                "same",
                () -> {},
                () -> {
                  assertThat(inside.incrementAndGet()).isEqualTo(1);
                  Thread.onSpinWait();
                  inside.decrementAndGet();
                  done.incrementAndGet();
                }));
    assertThat(done).hasValue(50);
  }

  @Test
  void passOnWhereOneFails() throws Exception {
    assertThatThrownBy(() ->
            turns.take(
                "same",
                () -> {},
                () -> {
                  throw new IOException("broken");
                }))
        .hasMessage("broken");
    AtomicInteger done = new AtomicInteger();
    turns.take("same", () -> {}, done::incrementAndGet);
    assertThat(done).hasValue(1);
  }

  @Test
  void sayThatOneStillWaitsAndEndWithAnInterrupt() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch waited = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first =
          executor.submit(() -> {
            turns.take(
                "same",
                () -> {},
                () -> {
                  taken.countDown();
                  awaitUninterruptibly(end);
                });
            return null;
          });
      taken.await();
      CountDownLatch ended = new CountDownLatch(1);
      Future<?> waiting =
          executor.submit(() -> {
            try {
              turns.take("same", waited::countDown, () -> {});
            } catch (InterruptedException e) {
              ended.countDown();
            }
            return null;
          });
      waited.await();
      waiting.cancel(true);
      ended.await();
      end.countDown();
      first.get();
    }
    turns.take("same", () -> {}, () -> {});
  }

  private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(new ExecutionException(e));
    }
  }
}

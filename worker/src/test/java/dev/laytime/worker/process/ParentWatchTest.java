package dev.laytime.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void endsWithTheOtherProcessAndNotBefore() throws Exception {
    Process parent = waitingProcess();
    ParentWatch.over(parent.pid(), ended::countDown);
    assertThat(ended.getCount()).isOne();

    parent.destroy();

    assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsAtOnceWhereTheOtherProcessIsGone() throws Exception {
    Process parent = waitingProcess();
    parent.destroy();
    parent.waitFor();

    ParentWatch.over(parent.pid(), ended::countDown);

    assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesToWatchItself() {
    assertThatThrownBy(() -> ParentWatch.over(ProcessHandle.current().pid(), ended::countDown))
        .hasMessageContaining("expected another process");
  }

  /** It waits for input that never comes. */
  private static Process waitingProcess() throws IOException {
    return new ProcessBuilder("cat").start();
  }
}

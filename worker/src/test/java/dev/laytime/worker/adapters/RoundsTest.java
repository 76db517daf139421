package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.ObjectApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Reads the log, which a worker that starts sets up anew. */
@ResourceLock("application")
class RoundsTest {

  private static final Duration EVERY = Duration.ofSeconds(10);

  @Test
  void comeLaterEachTimeWhileTheyFail() {
    assertThat(Rounds.pause(EVERY, 0)).isEqualTo(EVERY);
    assertThat(Rounds.pause(EVERY, 1)).isEqualTo(Duration.ofSeconds(20));
    assertThat(Rounds.pause(EVERY, 4)).isEqualTo(Duration.ofSeconds(160));
    assertThat(Rounds.pause(EVERY, 5)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Rounds.pause(EVERY, 10_000)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Rounds.pause(Duration.ofHours(1), 3)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void logABugOnceWithWhereItIs() {
    RuntimeException bug = new IllegalStateException("bug");
    try (FakeWay way = new FakeWay();
        Rounds rounds =
            new Rounds(
                "objects",
                _ -> {
                  throw bug;
                },
                () -> way,
                EVERY,
                new SilentMeter())) {
      List<ILoggingEvent> lines =
          lines(() -> {
            assertThat(rounds.once()).isFalse();
            assertThat(rounds.once()).isFalse();
          });
      assertThat(lines)
          .singleElement()
          .satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(((ThrowableProxy) line.getThrowableProxy()).getThrowable()).isSameAs(bug);
          });
    }
  }

  @Test
  void sayWithoutAnyStackThatAClusterIsAway() {
    try (FakeWay way = new FakeWay();
        Rounds rounds =
            new Rounds(
                "objects",
                _ -> {
                  throw new IOException("connection refused");
                },
                () -> way,
                EVERY,
                new SilentMeter())) {
      assertThat(lines(() -> assertThat(rounds.once()).isFalse()))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.getFormattedMessage()).endsWith("cause=connection refused");
            assertThat(line.getThrowableProxy()).isNull();
          });
    }
  }

  private static List<ILoggingEvent> lines(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(Rounds.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    logger.addAppender(told);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    try {
      work.run();
    } finally {
      logger.setLevel(null);
      logger.setAdditive(true);
      logger.detachAppender(told);
    }
    return told.list;
  }

  private static final class SilentMeter implements Rounds.Meter {
    @Override
    public void round(boolean all) {}

    @Override
    public void failed() {}
  }

  private static final class FakeWay implements ObjectApi {
    @Override
    public Answer get(String path) {
      throw new IllegalStateException("Nobody asks here");
    }

    @Override
    public <T> List<T> list(String path, Function<JsonNode, List<T>> made) {
      return List.of();
    }

    @Override
    public Answer create(String path, JsonNode object) {
      throw new IllegalStateException("Nobody writes here");
    }

    @Override
    public Answer patch(String path, Patch kind, JsonNode patch) {
      throw new IllegalStateException("Nobody writes here");
    }

    @Override
    public Answer delete(String path, JsonNode options) {
      throw new IllegalStateException("Nobody writes here");
    }

    @Override
    public void close() {}
  }
}

package dev.laytime.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CarriersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TWO_CORES = "-XX:ActiveProcessorCount=2";

  @Test
  void letThoseGoOnForWhomManyWaitThatKeepTheirs() throws Exception {
    assertThat(said(TWO_CORES)).isEqualTo("all are through");
  }

  @Test
  void areAsManyAsSomebodySaid() throws Exception {
    assertThat(said(TWO_CORES, "-D" + Carriers.PARALLELISM + "=1")).isEqualTo("none is through");
  }

  private static String said(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Startup.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Threads that need a class, and one without which the class is never there. */
  static final class Startup {

    static final CountDownLatch THERE = new CountDownLatch(1);
    private static final int THREADS = 20;
    private static final Duration LONG = Duration.ofSeconds(3);

    private Startup() {}

    public static void main(String[] args) throws InterruptedException {
      Carriers.provide();
      CountDownLatch through = new CountDownLatch(THREADS);
      for (int i = 0; i < THREADS; i++) {
        Thread.startVirtualThread(() -> {
          Needed.use();
          through.countDown();
        });
      }
      Thread.startVirtualThread(THERE::countDown);
      boolean all = through.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
      System.out.println(all ? "all are through" : "none is through");
      System.exit(0);
    }
  }

  /** There when its initialisation has ended. */
  static final class Needed {

    static {
      try {
        Startup.THERE.await();
      } catch (InterruptedException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Needed() {}

    static void use() {}
  }
}

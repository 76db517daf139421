package dev.laytime.activities.gate;

import dev.laytime.activity.GateCommand;
import dev.laytime.activity.GateRunResult;
import dev.laytime.promotion.PromotionOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One program that a gate runs: with a directory of its own, nothing of the worker's environment
 * but where programs are, and an end.
 */
final class CommandRun {

  private static final long LOOK_MILLIS = 250;
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  private final GateCommand command;
  private final String path;

  /**
   * @param path where programs are, as in the variable of that name
   */
  CommandRun(GateCommand command, String path) {
    this.command = command;
    this.path = path;
  }

  /**
   * Runs it.
   *
   * @param beat called again and again meanwhile; what it throws ends the program
   * @throws IOException if this machine has no room for its directory
   */
  GateRunResult run(Runnable beat) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("laytime-gate-");
    try {
      return run(home, beat);
    } finally {
      remove(home);
    }
  }

  private GateRunResult run(Path home, Runnable beat) throws InterruptedException {
    Process process;
    try {
      process = builder(home).start();
    } catch (IOException e) {
      return new GateRunResult(false, "it cannot be started: " + e.getMessage());
    }
    OutputTail tail = new OutputTail();
    Thread reader = Thread.ofVirtual().start(() -> tail.read(process.getInputStream()));
    boolean ended;
    try {
      ended = await(process, new Leftovers(process, home), beat);
      reader.join(LAST_OUTPUT);
    } finally {
      close(process);
    }
    return result(ended, process, tail);
  }

  private ProcessBuilder builder(Path home) {
    ProcessBuilder builder = new ProcessBuilder(command.command());
    PromotionOrder order = command.order();
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", path,
                "HOME", home.toString(),
                "LAYTIME_IMAGE", order.source().repository() + "@" + order.digest(),
                "LAYTIME_DIGEST", order.digest().value(),
                "LAYTIME_SOURCE", order.source().toString(),
                "LAYTIME_TARGET", order.target().toString(),
                "LAYTIME_STAGE", order.stage(),
                "LAYTIME_PATH", order.path()));
    return builder
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }

  /** Whether it ended by itself; whatever it started is ended with it. */
  private boolean await(Process process, Leftovers leftovers, Runnable beat)
      throws InterruptedException {
    long end = System.nanoTime() + command.timeout().toNanos();
    try {
      while (true) {
        boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        leftovers.look();
        if (ended || System.nanoTime() - end >= 0) {
          return ended;
        }
        beat.run();
      }
    } finally {
      leftovers.end();
    }
  }

  private static void close(Process process) {
    try {
      process.getInputStream().close();
    } catch (IOException _) {
      // Nobody reads it any more.
    }
  }

  private GateRunResult result(boolean ended, Process process, OutputTail tail) {
    String how =
        ended
            ? "ended with " + process.exitValue()
            : "did not end within %s".formatted(command.timeout());
    String text = tail.text();
    return new GateRunResult(
        ended && process.exitValue() == 0, text.isEmpty() ? how : how + ": " + text);
  }

  private static void remove(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

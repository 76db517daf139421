package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A worker that this process started, and ends. */
public final class WorkerProcess implements AutoCloseable {

  private static final String READY = "worker.json";
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration GENTLE = Duration.ofSeconds(8);

  private final Process process;
  private final Path state;
  private final Supplier<String> lastWords;

  /**
   * @param state where the worker writes {@code worker.json} once it is ready
   * @param lastWords what to show of its log if it dies
   */
  public WorkerProcess(Process process, Path state, Supplier<String> lastWords) {
    this.process = process;
    this.state = state;
    this.lastWords = lastWords;
  }

  /** Forgets what an earlier worker wrote into this state directory. */
  public static void forget(Path state) throws IOException {
    Files.deleteIfExists(state.resolve(READY));
  }

  /**
   * Waits until it polls.
   *
   * @throws CommandFailure if it dies, or is not ready in time
   */
  public RunningWorker awaitReady(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Optional<RunningWorker> ready = read();
      if (ready.isPresent()) {
        return ready.get();
      }
      if (endsWithin(LOOK)) {
        throw died();
      }
    }
    throw CommandFailure.error(
        "start a worker",
        "it was not ready within %d s; the end of its log:%n%s"
            .formatted(patience.toSeconds(), lastWords.get()),
        "try again when the machine is less busy, or start one to stay: laytime dev");
  }

  /**
   * Looks whether it still runs.
   *
   * @throws CommandFailure if it has died
   */
  public void check() {
    if (!process.isAlive()) {
      throw died();
    }
  }

  /** Waits until it ends, whatever the reason. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it: by asking, and by force where it does not listen. */
  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(GENTLE)) {
      process.destroyForcibly();
      endsWithin(GENTLE);
    }
  }

  private Optional<RunningWorker> read() {
    try {
      Path file = state.resolve(READY);
      return Files.exists(file) ? RunningWorker.parse(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandFailure died() {
    return CommandFailure.error(
        "run a worker",
        "it ended with status %d; the end of its log:%n%s"
            .formatted(process.exitValue(), lastWords.get()),
        "mend what the log complains of and run the command again");
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}

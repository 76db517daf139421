package dev.laytime.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that was started here, with its descendants. */
public final class Child implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LAST = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path output;
  private final Path errors;

  private Child(String name, Process process, Path output, Path errors) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts a program; its output goes to {@code NAME.out} and {@code NAME.err}. */
  static Child start(Command command, Path logs) {
    Path output = logs.resolve(command.name() + ".out");
    Path errors = logs.resolve(command.name() + ".err");
    ProcessBuilder builder =
        command
            .builder()
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    try {
      return new Child(command.name(), builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException("Start " + command.arguments(), e);
    }
  }

  /** Its id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where its standard output goes. */
  public Path output() {
    return output;
  }

  /** Where its standard error goes. */
  public Path errors() {
    return errors;
  }

  /**
   * Waits until it has ended by itself.
   *
   * @return its exit code
   * @throws IllegalStateException if it runs on; it is ended then
   */
  public int await(Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    throw new IllegalStateException(name + " did not end within " + patience.toSeconds() + " s");
  }

  /** Ends it as a crash would: SIGKILL, to itself alone. */
  public void kill() {
    process.destroyForcibly();
    Await.until(name + " is gone", LAST, () -> !process.isAlive());
  }

  /** Ends it and its descendants as a power cut would. */
  public void cutPower() {
    List<ProcessHandle> family = family();
    family.forEach(ProcessHandle::destroyForcibly);
    Await.until(name + " is gone", LAST, () -> isGone(family));
  }

  /** Presses Ctrl-C: SIGINT, to itself alone. */
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Interrupt " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it and its descendants: SIGTERM, and SIGKILL for those who do not listen. */
  @Override
  public void close() {
    close(GRACE);
  }

  /**
   * @param grace how long they have to listen
   */
  void close(Duration grace) {
    List<ProcessHandle> family = family();
    family.forEach(ProcessHandle::destroy);
    if (!Await.holdsWithin(grace, () -> isGone(family))) {
      family.forEach(ProcessHandle::destroyForcibly);
      Await.until(name + " is gone", LAST, () -> isGone(family));
    }
  }

  /** The JDK learns a little later than others that a child of its own has ended. */
  private boolean isGone(List<ProcessHandle> family) {
    return family.stream().noneMatch(ProcessHandle::isAlive) && !process.isAlive();
  }

  /** For a JVM that ends at once. */
  void abandon() {
    family().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }
}

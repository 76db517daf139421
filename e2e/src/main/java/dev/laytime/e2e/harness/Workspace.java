package dev.laytime.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What one proof uses: processes, directories and logs. Closing it ends what still runs and removes
 * all but the logs.
 */
public final class Workspace implements AutoCloseable {

  private static final int TAIL_LINES = 40;

  private final Path logs;
  private final Path data;
  private final AtomicInteger names = new AtomicInteger();
  private final Deque<AutoCloseable> kept = new ArrayDeque<>();
  private final Thread lastResort = new Thread(this::abandon, "end processes");

  private Workspace(Path root) {
    this.logs = root;
    this.data = root.resolve("data");
  }

  /** Opens a new one below the directory, which keeps the logs; those of an earlier one go. */
  public static Workspace open(Path root) {
    Workspace workspace = new Workspace(root.toAbsolutePath());
    delete(workspace.logs);
    workspace.create(workspace.data);
    Runtime.getRuntime().addShutdownHook(workspace.lastResort);
    return workspace;
  }

  /** A new empty directory that goes with the workspace. */
  public Path directory(String name) {
    return create(data.resolve(numbered(name)));
  }

  /** Starts a program that ends with the workspace. */
  public synchronized Child start(Command command) {
    Child child = Child.start(command, logs);
    kept.push(child);
    return child;
  }

  /** Starts a program with log files of its own, however often it is started. */
  public Child startNumbered(Command command) {
    return start(
        new Command(
            numbered(command.name()),
            command.arguments(),
            command.environment(),
            command.directory()));
  }

  /**
   * Runs a program to its end.
   *
   * @throws IllegalStateException if it does not end in time
   */
  public Execution run(Command command, Duration patience) {
    return finish(startNumbered(command), patience);
  }

  /**
   * Runs a program to its end for what it writes; no log keeps that.
   *
   * @throws IllegalStateException if it fails, or does not end in time
   */
  public byte[] bytes(Command command, Duration patience) {
    Child child = startNumbered(command);
    if (child.await(patience) != 0) {
      throw new IllegalStateException(command.arguments() + ": " + read(child.errors()).strip());
    }
    try {
      byte[] written = Files.readAllBytes(child.output());
      Files.delete(child.output());
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + child.output(), e);
    }
  }

  /** Waits for the end of a program and reads what it said. */
  public static Execution finish(Child child, Duration patience) {
    int exitCode = child.await(patience);
    return new Execution(exitCode, read(child.output()), read(child.errors()));
  }

  /** Closes it with the workspace, before what it was started after. */
  public synchronized <T extends AutoCloseable> T keep(T resource) {
    kept.push(resource);
    return resource;
  }

  /** The ends of all logs, the youngest last. */
  public String tails() {
    StringBuilder tails = new StringBuilder();
    for (Path log : logFiles()) {
      List<String> lines = read(log).lines().toList();
      tails.append("--- ").append(log).append('\n');
      lines.stream()
          .skip(Math.max(0, lines.size() - TAIL_LINES))
          .forEach(line -> tails.append(line).append('\n'));
    }
    return tails.toString();
  }

  /** Reads a file that another process may be writing. */
  public static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    while (!kept.isEmpty()) {
      closeOne(kept.pop());
    }
    delete(data);
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  private static void closeOne(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("End " + resource, e);
    }
  }

  private synchronized void abandon() {
    for (AutoCloseable resource : kept) {
      if (resource instanceof Child child) {
        child.abandon();
      } else if (resource instanceof Outlasting outlasting) {
        outlasting.close();
      }
    }
  }

  private String numbered(String name) {
    return name + "-" + names.incrementAndGet();
  }

  private List<Path> logFiles() {
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
          .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("List " + logs, e);
    }
  }

  private Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Create " + directory, e);
    }
  }

  /** Removes a directory and all in it, if it is there. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Delete " + directory, e);
    }
  }
}

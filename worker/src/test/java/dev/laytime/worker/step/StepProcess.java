package dev.laytime.worker.step;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A step as if it had a process of its own. */
final class StepProcess {

  final Map<String, String> environment = new TreeMap<>();
  final FakeTicks ticks = new FakeTicks();
  private final Path directory;

  StepProcess(Path directory) {
    this.directory = directory;
  }

  /** How one ended. */
  record End(int code, String out, String err) {}

  End run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new StepApplication(environment, directory, stream(out), stream(err), ticks, ticks)
            .run(List.of(arguments));
    return new End(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A command line whose worker is a script that writes down how it was started. */
final class StandInProcess {

  private StandInProcess() {}

  /** Runs a command line with what lies in a directory: {@code java} is the script. */
  static int run(
      Map<String, String> environment, Path directory, Captured captured, List<String> words) {
    Surroundings surroundings =
        new Surroundings(
            environment,
            directory,
            captured.streams(),
            new Installation(directory.resolve("java"), directory.resolve("worker.jar")),
            URI.create("http://127.0.0.1:1"),
            "ann",
            InstantSource.system());
    return LaytimeCommand.run(surroundings, new Interruption(), words.toArray(String[]::new));
  }

  /** The lines that the script wrote. */
  static List<String> started(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("started"));
  }
}

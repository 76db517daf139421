package dev.laytime.starter;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** A command line that was run, at a moment that never passes. */
record Run(int status, String out, String err) {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  static Run of(URI usualServer, String... line) {
    return of(Map.of(), Path.of("/here"), usualServer, line);
  }

  static Run of(Map<String, String> environment, Path directory, URI usualServer, String... line) {
    Captured captured = Captured.files();
    Map<String, String> hermetic = new TreeMap<>(environment);
    hermetic.put("TEMPORAL_CONFIG_FILE", "no-such-file.toml");
    Surroundings surroundings =
        new Surroundings(
            hermetic,
            directory,
            captured.streams(),
            new Installation(Path.of("java"), Path.of("no-worker.jar")),
            usualServer,
            "ann",
            InstantSource.fixed(NOW));
    int status = LaytimeCommand.run(surroundings, new Interruption(), line);
    return new Run(status, captured.out(), captured.err());
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.Streams;
import dev.laytime.starter.temporal.Installation;
import dev.laytime.starter.temporal.TemporalFinder;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment variables
 * @param directory that relative paths start from
 * @param usualServer whose API is asked where nothing is configured
 * @param user whose name a wish has where none is given
 * @param clock for times that a person types or reads
 */
record Surroundings(
    Map<String, String> environment,
    Path directory,
    Streams streams,
    Installation installation,
    URI usualServer,
    String user,
    InstantSource clock) {

  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Streams.ofProcess(),
        Installation.ofProcess(),
        TemporalFinder.USUAL_SERVER,
        System.getProperty("user.name", "somebody"),
        InstantSource.system());
  }
}

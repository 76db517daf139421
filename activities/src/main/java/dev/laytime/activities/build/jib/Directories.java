package dev.laytime.activities.build.jib;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What builds leave on this machine's disk. */
final class Directories {

  private static final Logger log = LoggerFactory.getLogger(Directories.class);

  private Directories() {}

  /** Removes one with all in it, as far as that is possible. */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      log.warn("a build's files stay directory={} cause={}", directory, e.getMessage());
    }
  }

  /** Removes those that are called so and were made long ago. */
  static void removeOld(Path parent, String prefix, Duration age) throws IOException {
    Instant before = Instant.now().minus(age);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path each : found) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
          remove(each);
        }
      }
    }
  }
}

package dev.laytime.starter.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what a command leaves on disk. */
public final class Directories {

  private Directories() {}

  /**
   * Removes a directory and all in it; links are removed, never followed. A leftover below the
   * directory for temporary files does no harm: it never fails.
   */
  public static void remove(Path directory) {
    deepestFirst(directory).forEach(Directories::removeOne);
  }

  private static List<Path> deepestFirst(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean removeOne(Path path) {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      return false;
    }
  }
}

package dev.laytime.deploy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes our image of what Maven has built: {@code ImageBuild BASE ROOT VERSION CREATED ARCHIVE}.
 *
 * <p>It prints the index's digest.
 */
public final class ImageBuild {

  private static final int ARGUMENTS = 5;

  private ImageBuild() {}

  /** Makes it; where it cannot, it says why in one line and ends with 1. */
  public static void main(String[] args) throws InterruptedException {
    try {
      make(args);
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Makes it.
   *
   * @throws IOException if a file or the base cannot be had; it says what to do
   */
  static void make(String[] args) throws IOException, InterruptedException {
    if (args.length != ARGUMENTS) {
      throw new IllegalArgumentException(
          "expected BASE ROOT VERSION CREATED ARCHIVE, not " + List.of(args));
    }
    OwnImage image = new OwnImage(args[0], args[2], Instant.parse(args[3]));
    Path root = Path.of(args[1]).toAbsolutePath().normalize();
    Path archive = Path.of(args[4]).toAbsolutePath();
    Path work = archive.resolveSibling("image");
    Path worker = extracted(root.resolve("worker/target/laytime-worker.jar"), work);
    Contents contents = new Contents(worker, root.resolve("starter/target"));
    System.out.println(archive + " " + image.write(contents, archive, work));
  }

  /** The worker as a jar with its libraries beside it: they are a layer of their own. */
  private static Path extracted(Path jar, Path work) throws IOException, InterruptedException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("read %s: there is no such file; run mvn package".formatted(jar));
    }
    Path directory = work.resolve("worker");
    delete(directory);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int status =
        new ProcessBuilder(
                java,
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                directory.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("extract %s: it ended with status %d".formatted(jar, status));
    }
    return directory;
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

package dev.laytime.activities.registry.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are seen whole or not at all, after a loss of power too. */
public final class AtomicFile {

  /** How the names of files begin that are not finished. */
  static final String PART = ".part-";

  private AtomicFile() {}

  /** A new empty file that nobody looks for, to be {@linkplain #publish published}. */
  static Path part(Path directory) throws IOException {
    // Not a temporary file of Java's: those only their owner may read.
    return Files.createFile(directory.resolve(PART + UUID.randomUUID()));
  }

  static void publish(Path part, Path target) throws IOException {
    try (FileChannel content = FileChannel.open(part, StandardOpenOption.WRITE)) {
      content.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void write(Path target, Path partDirectory, byte[] content) throws IOException {
    replace(target, partDirectory, part -> Files.write(part, content));
  }

  /** Fills a file. */
  public interface Content {
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a file, in the place of what was there.
   *
   * @param partDirectory where it is written at first, on the same file system
   */
  public static void replace(Path target, Path partDirectory, Content content) throws IOException {
    Path part = part(partDirectory);
    try {
      content.writeTo(part);
      publish(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}

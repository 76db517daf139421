package dev.laytime.activities.registry.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The {@code index.json} of a layout: read when it has changed, replaced as a whole. */
final class IndexFile {

  /** What a document becomes. */
  interface Change {
    IndexDocument apply(IndexDocument index) throws IOException;
  }

  static final String NAME = "index.json";

  private final Path file;
  private final Path directory;
  private volatile @Nullable Read lastRead;

  IndexFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
  }

  boolean exists() {
    return Files.exists(file);
  }

  IndexDocument read() throws IOException {
    Read known = lastRead;
    Stamp stamp = Stamp.of(file);
    if (known != null && known.stamp.equals(stamp)) {
      return known.document;
    }
    Read fresh = new Read(stamp, IndexDocument.parse(Files.readAllBytes(file)));
    lastRead = fresh;
    return fresh.document;
  }

  /** To be called by the one writer there is. */
  void change(Change change) throws IOException {
    IndexDocument before = read();
    IndexDocument after = change.apply(before);
    if (!after.says(before)) {
      write(after);
    }
  }

  void write(IndexDocument index) throws IOException {
    AtomicFile.write(file, directory, index.bytes());
  }

  private record Read(Stamp stamp, IndexDocument document) {}

  /** Every replacement is another file with another time. */
  private record Stamp(@Nullable Object key, FileTime modified, long size) {

    static Stamp of(Path file) throws IOException {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
      } catch (NoSuchFileException e) {
        throw new LayoutException("Reading " + file, "there is no such file", "an OCI index");
      }
    }
  }
}

package dev.laytime.activities.source;

import dev.laytime.usage.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A directory's files; a file that changes after it was first seen has a problem from then on. */
public final class DirectoryTree implements FileTree {

  private final Path root;
  private final Map<String, Stamp> firstSeen = new HashMap<>();

  /** What tells a file from the same file with other content. */
  private record Stamp(long size, long modifiedNanos, String key) {}

  private DirectoryTree(Path root) {
    this.root = root;
  }

  /**
   * The tree below a directory.
   *
   * @throws UnreadableException if it is missing, not a directory, or cannot be listed
   */
  public static DirectoryTree open(Path directory) {
    try {
      Path root = directory.toRealPath();
      try (var children = Files.newDirectoryStream(root)) {
        boolean _ = children.iterator().hasNext();
      }
      return new DirectoryTree(root);
    } catch (IOException e) {
      throw new UnreadableException(
          "read directory %s: %s".formatted(directory, FileErrors.text(e)), e);
    }
  }

  @Override
  public String identity() {
    return root.toString();
  }

  @Override
  public String revision() {
    return "";
  }

  @Override
  public List<Entry> files() {
    return new DirectoryWalk(root).entries().stream().map(this::compare).toList();
  }

  @Override
  public byte[] read(Entry file) {
    try {
      Path path = root.resolve(file.path()).toRealPath();
      if (!path.startsWith(root)) {
        throw changed();
      }
      try (InputStream content = Files.newInputStream(path)) {
        byte[] bytes = content.readNBytes(Math.toIntExact(file.size() + 1));
        if (bytes.length != file.size()) {
          throw changed();
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new UnreadableException(FileErrors.text(e), e);
    }
  }

  private Entry compare(Entry file) {
    if (!file.problem().isEmpty()) {
      return file;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(root.resolve(file.path()), BasicFileAttributes.class);
      Stamp now =
          new Stamp(
              attributes.size(),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              String.valueOf(attributes.fileKey()));
      Stamp first = firstSeen.putIfAbsent(file.path(), now);
      return first == null || first.equals(now)
          ? file
          : new Entry(file.path(), file.size(), "changed since it was first seen");
    } catch (IOException e) {
      return new Entry(file.path(), 0, FileErrors.text(e));
    }
  }

  private static UnreadableException changed() {
    IOException cause = new IOException("changed while it was read");
    return new UnreadableException(Objects.requireNonNull(cause.getMessage()), cause);
  }
}

package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;

/** The content of a layout: {@code blobs/<algorithm>/<hex>}. */
final class BlobStore implements BlobSource {

  private final Path directory;

  BlobStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  @Override
  public OptionalLong size(Digest digest) {
    try {
      return has(digest) ? OptionalLong.of(Files.size(path(digest))) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return Files.newInputStream(path(digest));
  }

  @Override
  public byte[] read(Digest digest) throws IOException {
    return Files.readAllBytes(path(digest));
  }

  BlobWriter writer() throws IOException {
    return new BlobWriter(this, AtomicFile.part(directory));
  }

  void write(Digest digest, byte[] content) throws IOException {
    try (BlobWriter writer = writer()) {
      writer.write(content);
      writer.commit(digest);
    }
  }

  void publish(Path part, Digest digest) throws IOException {
    AtomicFile.publish(part, target(digest));
  }

  void delete(Digest digest) throws IOException {
    Files.deleteIfExists(path(digest));
  }

  /** Content never changes, so two layouts may share one file. */
  void link(BlobStore from, Digest digest) throws IOException {
    Path source = from.path(digest);
    if (!Files.isRegularFile(source)) {
      throw new NoSuchFileException(source.toString());
    }
    try {
      Files.createLink(target(digest), source);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(source, digest);
    }
  }

  void dropParts(Instant before) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, AtomicFile.PART + "*")) {
      for (Path part : parts) {
        if (isOlder(part, before)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static boolean isOlder(Path part, Instant instant) throws IOException {
    try {
      return Files.getLastModifiedTime(part).compareTo(FileTime.from(instant)) < 0;
    } catch (NoSuchFileException e) {
      return false; // finished or dropped by now
    }
  }

  private void copy(Path source, Digest digest) throws IOException {
    Path part = AtomicFile.part(directory);
    try {
      Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
      publish(part, digest);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path target(Digest digest) throws IOException {
    Path target = path(digest);
    Files.createDirectories(directory.resolve("blobs").resolve(digest.algorithm()));
    return target;
  }

  private Path path(Digest digest) {
    return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }
}

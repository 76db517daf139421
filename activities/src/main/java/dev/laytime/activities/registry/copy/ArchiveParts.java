package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory beside an archive where what arrives is kept until the archive is written.
 *
 * <p>One copy has it at a time, among all threads and processes: an archive holds one image, so of
 * two copies into it one would be lost. The claim ends with the process that has it.
 */
final class ArchiveParts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ArchiveParts.class);

  private static final String CLAIM = ".claim";
  private static final int MOST_LOOKS = 10;
  private static final int LONGEST_CLAIM = 8 * 1024;

  // A file lock belongs to the whole process, and is gone once that closes the file anywhere: what
  // is claimed in here must not even be opened again.
  private static final ConcurrentMap<Path, String> CLAIMED = new ConcurrentHashMap<>();

  private final Path directory;
  private final Path canonical;
  private final String copy;
  private final FileChannel lock;

  private ArchiveParts(Path directory, Path canonical, String copy, FileChannel lock) {
    this.directory = directory;
    this.canonical = canonical;
    this.copy = copy;
    this.lock = lock;
  }

  /**
   * Claims the parts of an archive.
   *
   * @param copy what the copy calls the image in the archive, the same for every attempt at it
   * @throws RegistryException of type {@code REFUSED} while another copy has them, or if something
   *     else is there; of type {@code UNAVAILABLE} while an attempt at the same copy has them
   */
  static ArchiveParts claim(Path archive, String copy) throws RegistryException {
    Path directory = archive.resolveSibling("." + archive.getFileName() + ".laytime");
    checkKind(archive, Files.isDirectory(archive));
    checkKind(
        directory, Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isDirectory(directory));
    try {
      for (int i = 0; i < MOST_LOOKS; i++) {
        ArchiveParts claimed = attempt(directory, copy);
        if (claimed != null) {
          return claimed;
        }
      }
    } catch (ClaimedException e) {
      throw taken(archive, copy, e.by());
    } catch (IOException e) {
      throw LayoutStore.failed("write archive " + archive, e);
    }
    throw taken(archive, copy, copy);
  }

  Path directory() {
    return directory;
  }

  /** Drops all parts, and the directory with them. What cannot be dropped stays. */
  void drop() {
    Path claim = directory.resolve(CLAIM);
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory) && !path.equals(claim)) {
          Files.deleteIfExists(path);
        }
      }
      Files.deleteIfExists(claim); // last: from here on the directory can be another copy's
      dropIfEmpty();
    } catch (IOException | UncheckedIOException e) {
      log.warn("parts of a finished archive not dropped directory={}", directory, e);
    }
  }

  private void dropIfEmpty() throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      log.debug("directory of parts claimed again directory={}", directory);
    }
  }

  /** Gives the claim up; the parts stay for the next attempt. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("claim to parts of an archive not closed directory={}", directory, e);
    } finally {
      CLAIMED.remove(canonical, copy);
    }
  }

  /** The claim; null if what was there went away meanwhile. */
  private static @Nullable ArchiveParts attempt(Path directory, String copy) throws IOException {
    Path canonical;
    try {
      Files.createDirectories(directory);
      canonical = directory.toRealPath();
    } catch (NoSuchFileException e) {
      return null;
    }
    String by = CLAIMED.putIfAbsent(canonical, copy);
    if (by != null) {
      throw new ClaimedException(by);
    }
    FileChannel lock = null;
    try {
      lock = lock(directory.resolve(CLAIM), copy);
      return lock == null ? null : new ArchiveParts(directory, canonical, copy, lock);
    } finally {
      if (lock == null) {
        CLAIMED.remove(canonical, copy);
      }
    }
  }

  private static @Nullable FileChannel lock(Path claim, String copy) throws IOException {
    FileChannel lock = null;
    boolean locked = false;
    try {
      Object key = createdOrThere(claim);
      lock = FileChannel.open(claim, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (lock.tryLock() == null) {
        throw new ClaimedException(holder(claim));
      }
      // A lock on a file that its last holder deleted keeps nobody out.
      locked = Objects.equals(key, key(claim));
      if (locked) {
        lock.truncate(0).write(ByteBuffer.wrap(copy.getBytes(StandardCharsets.UTF_8)));
      }
      return locked ? lock : null;
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (lock != null && !locked) {
        lock.close();
      }
    }
  }

  private static @Nullable Object createdOrThere(Path claim) throws IOException {
    try {
      Files.createFile(claim);
    } catch (FileAlreadyExistsException e) {
      return key(claim);
    }
    return key(claim);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static String holder(Path claim) throws IOException {
    return Files.size(claim) > LONGEST_CLAIM ? "" : Files.readString(claim);
  }

  /** One that leads elsewhere can be anybody's trap. */
  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void checkKind(Path path, boolean wrong) throws RegistryException {
    if (wrong) {
      throw new RegistryException(
          FailureType.REFUSED,
          "write archive " + path,
          "something of another kind is there",
          "name another file, or move that away");
    }
  }

  /** Who has just begun has not yet said what it copies. */
  private static RegistryException taken(Path archive, String copy, String by) {
    String what = "write archive " + archive;
    if (by.isEmpty() || by.equals(copy)) {
      return new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "another copy to it is under way",
          "wait: it is tried again until that copy has ended");
    }
    return new RegistryException(
        FailureType.REFUSED,
        what,
        "%s is being written there, and an archive holds one image".formatted(by),
        "name another file, or run it again when that copy has ended: it replaces the image");
  }

  /** Somebody else has the claim. */
  private static final class ClaimedException extends IOException {

    private final String by;

    ClaimedException(String by) {
      super("claimed by " + by);
      this.by = by;
    }

    String by() {
      return by;
    }
  }
}

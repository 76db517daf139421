package dev.laytime.worker.api;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that holds a bearer token, for our eyes alone: its owner's; or our group's, where root has
 * put it there for us, as Kubernetes puts Secrets.
 */
final class TokenFile {

  private static final int SHORTEST = 16;
  private static final int LONGEST_FILE = 4096;
  private static final int RANDOM_BYTES = 32;
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final int ROOT = 0;

  /** Belongs to whoever runs the process, where there is such a directory. */
  private static final Path PROCESS = Path.of("/proc/self");

  private TokenFile() {}

  /**
   * Reads it.
   *
   * @param key of the configuration that names it
   * @throws RefusedToStartException if it cannot be read, others may read it, or it holds no token
   */
  static String read(Path file, String key) {
    try {
      requirePrivate(file);
      String token = Files.size(file) > LONGEST_FILE ? "" : Files.readString(file).strip();
      if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw refused(
            file,
            "it does not hold a token of %d or more visible characters".formatted(SHORTEST),
            "make one: (umask 077; head -c 32 /dev/urandom | base64 > FILE)");
      }
      return token;
    } catch (IOException e) {
      throw refused(file, e.toString(), "correct %s, or leave it out".formatted(key));
    }
  }

  /** Makes one with a random token where there is none. */
  static void makeIfMissing(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      // A temporary file is its owner's alone from the start, and moved it stays so.
      Path half = Files.createTempFile(file.toAbsolutePath().getParent(), "token", ".tmp");
      Files.writeString(half, token + "\n");
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw refused(file, e.toString(), "choose another directory with --laytime.state=DIR");
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!isPrivate(permissions, owner(file), us())) {
      throw refused(
          file,
          "others than its owner may use it: " + PosixFilePermissions.toString(permissions),
          "chmod 600 " + file + " (in Kubernetes: defaultMode 0440, with an fsGroup)");
    }
  }

  /**
   * Whether nobody but us, and root, may use a file that we can read.
   *
   * @param owner the file's user
   * @param us this process's user: what is root's and another's, we read by its group alone
   */
  static boolean isPrivate(Set<PosixFilePermission> permissions, int owner, int us) {
    Set<PosixFilePermission> others = new HashSet<>(permissions);
    others.removeAll(OWNERS);
    return others.isEmpty()
        || (owner == ROOT && us != ROOT && others.equals(Set.of(PosixFilePermission.GROUP_READ)));
  }

  /** Who runs this process; root, who needs no group, where nobody says. */
  private static int us() throws IOException {
    return Files.exists(PROCESS) ? owner(PROCESS) : ROOT;
  }

  private static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  private static RefusedToStartException refused(Path file, String why, String hint) {
    return new RefusedToStartException("read a token from " + file, why, hint);
  }
}

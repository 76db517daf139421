package dev.laytime.activities.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * A Git branch to read.
 *
 * @param url of the repository: {@code https}, {@code http} or {@code file}, without credentials
 * @param path a directory in the branch; empty for all of it
 * @param username the user's name; null where the password is enough
 * @param passwordFile a file that holds the password or token; null for none
 * @param password asked for the password or token each time; null for the file, or none
 * @param cache where fetched objects are kept from one time to the next; nobody else's
 * @param patience how long a fetch may take in all
 * @param most bytes that one fetch may bring, and the cache hold before it; {@link #UNBOUNDED}
 */
public record GitSettings(
    URI url,
    String branch,
    String path,
    @Nullable String username,
    @Nullable Path passwordFile,
    @Nullable Password password,
    Path cache,
    Duration patience,
    long most) {

  /** As much as there is. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /** A password that is in no file. */
  public interface Password {

    /**
     * What it is now.
     *
     * @throws IOException if it cannot be had; the message quotes nothing of it
     */
    String read() throws IOException;
  }

  /** Settings whose password, if any, is in a file. */
  public GitSettings(
      URI url,
      String branch,
      String path,
      @Nullable String username,
      @Nullable Path passwordFile,
      Path cache,
      Duration patience) {
    this(url, branch, path, username, passwordFile, null, cache, patience, UNBOUNDED);
  }

  /** Settings for a repository that whoever runs the worker chose. */
  public GitSettings(
      URI url,
      String branch,
      String path,
      @Nullable String username,
      @Nullable Path passwordFile,
      @Nullable Password password,
      Path cache,
      Duration patience) {
    this(url, branch, path, username, passwordFile, password, cache, patience, UNBOUNDED);
  }

  private static final Set<String> SCHEMES = Set.of("https", "http", "file");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * @throws IllegalArgumentException if a part is malformed, or if credentials would travel in the
   *     clear
   */
  public GitSettings {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException(
          "Git URL with '%s:': expected https, http or file".formatted(scheme));
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "Git URL for host %s: expected no credentials, query or fragment; name a user and a password file instead"
              .formatted(url.getHost()));
    }
    if (!scheme.equals("file") && url.getHost() == null) {
      throw new IllegalArgumentException("Git URL '%s': expected a host".formatted(url));
    }
    if (!Repository.isValidRefName("refs/heads/" + branch)) {
      throw new IllegalArgumentException("Git branch '%s': not a branch's name".formatted(branch));
    }
    if (path.startsWith("/") || Path.of(path).normalize().startsWith("..")) {
      throw new IllegalArgumentException(
          "Path '%s': expected a directory within the repository".formatted(path));
    }
    if ((passwordFile != null || password != null)
        && scheme.equals("http")
        && !LOOPBACK.contains(url.getHost())) {
      throw new IllegalArgumentException(
          "Git URL '%s': a password needs https; http would send it in the clear".formatted(url));
    }
  }

  /** The URL, the branch, and the directory where it is not all of it. */
  public String identity() {
    return url + "#" + branch + (path.isEmpty() ? "" : ":" + path);
  }
}

package dev.laytime.activities.source;

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
 * @param cache where fetched objects are kept from one time to the next; nobody else's
 * @param patience how long a fetch may take in all
 */
public record GitSettings(
    URI url,
    String branch,
    String path,
    @Nullable String username,
    @Nullable Path passwordFile,
    Path cache,
    Duration patience) {

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
    if (passwordFile != null && scheme.equals("http") && !LOOPBACK.contains(url.getHost())) {
      throw new IllegalArgumentException(
          "Git URL '%s': a password needs https; http would send it in the clear".formatted(url));
    }
  }

  /** The URL, the branch, and the directory where it is not all of it. */
  public String identity() {
    return url + "#" + branch + (path.isEmpty() ? "" : ":" + path);
  }
}

package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * A Git branch to write to.
 *
 * @param name in the configuration
 * @param url by https, http, file or ssh, without a password: see {@link #url}
 * @param branch that is read, and written unless there is a {@code pushBranch}
 * @param pushBranch written instead, for people to merge; may hold <code>{name}</code>, <code>{tag}
 *     </code> and <code>{stage}</code>; null for none
 * @param login how the server knows us; null for not at all
 * @param author who the commits are by
 * @param files what is written
 * @param cache where fetched objects are kept from one time to the next; nobody else's
 * @param patience how long one attempt at fetching and pushing may take in all
 * @param most bytes that one fetch may bring, and the cache hold before it
 */
public record GitTargetSettings(
    String name,
    URI url,
    String branch,
    @Nullable String pushBranch,
    @Nullable Login login,
    Author author,
    List<GitFileEdit> files,
    Path cache,
    Duration patience,
    long most) {

  /** What a fetch may bring unless somebody says otherwise: 1 GiB. */
  public static final long USUAL = 1L << 30;

  private static final Pattern SCP = Pattern.compile("([^@/:\\s]+)@([^/:\\s]+):(?!//)([^\\s]+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(name|tag|stage)}");

  /**
   * @throws IllegalArgumentException if a part is malformed, or parts do not fit each other
   */
  public GitTargetSettings {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files: expected one or more");
    }
    if (isSsh(url)) {
      requireSsh(url, login);
    } else if (login instanceof SshKey) {
      throw new IllegalArgumentException("Git URL '%s': a key is of use with ssh".formatted(url));
    } else {
      // What reads a branch refuses the same.
      var _ = source(url, branch, login, cache, most);
    }
    requireBranch(branch);
    if (pushBranch != null) {
      requireBranch(PLACEHOLDER.matcher(pushBranch).replaceAll("x"));
    }
  }

  /** How a server knows us. */
  public sealed interface Login {}

  /**
   * A name, and a password or token in a file that is read anew each time.
   *
   * @param username null where the token is enough
   */
  public record Password(@Nullable String username, Path file) implements Login {}

  /**
   * A private key in a file, without a passphrase, and a file of the hosts that are trusted, as
   * {@code known_hosts} of OpenSSH: no other is talked to.
   */
  public record SshKey(Path key, Path knownHosts) implements Login {}

  /** Who wrote a commit. */
  public record Author(String name, String email) {

    private static final Pattern FORM = Pattern.compile("([^<>\\p{Cntrl}]+?)\\s*<([^<>\\s]+)>");

    /** Who writes where nobody else is named. */
    public static final Author LAYTIME = new Author("Laytime", "laytime@localhost");

    /**
     * Reads {@code NAME <ADDRESS>}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Author parse(String text) {
      var matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "author: expected NAME <ADDRESS>, not '%s'".formatted(text));
      }
      return new Author(matcher.group(1), matcher.group(2));
    }
  }

  /**
   * A URL as people write it: {@code git@github.com:team/apps.git} is {@code
   * ssh://git@github.com/team/apps.git}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI url(String text) {
    var scp = SCP.matcher(text.strip());
    return URI.create(
        scp.matches()
            ? "ssh://%s@%s/%s".formatted(scp.group(1), scp.group(2), scp.group(3))
            : text.strip());
  }

  /** What errors call it. */
  String identity() {
    return url + "#" + branch;
  }

  /** The branch, as what reads sources of use knows it; only where it is not read by SSH. */
  GitSettings asSource() {
    return source(url, branch, login, cache, most);
  }

  static boolean isSsh(URI url) {
    return "ssh".equalsIgnoreCase(url.getScheme());
  }

  private static GitSettings source(
      URI url, String branch, @Nullable Login login, Path cache, long most) {
    Password password = login instanceof Password known ? known : null;
    return new GitSettings(
        url,
        branch,
        "",
        password == null ? null : password.username(),
        password == null ? null : password.file(),
        null,
        cache,
        Duration.ofMinutes(1),
        most);
  }

  private static void requireSsh(URI url, @Nullable Login login) {
    String user = url.getRawUserInfo();
    if (url.getHost() == null || (user != null && user.contains(":"))) {
      throw new IllegalArgumentException(
          "Git URL: expected ssh://USER@HOST/PATH, without a password");
    }
    if (!(login instanceof SshKey)) {
      throw new IllegalArgumentException(
          "Git URL '%s': ssh needs a key and known hosts, each in a file".formatted(url));
    }
  }

  private static void requireBranch(String branch) {
    if (!Repository.isValidRefName("refs/heads/" + branch)) {
      throw new IllegalArgumentException("Git branch '%s': not a branch's name".formatted(branch));
    }
  }
}

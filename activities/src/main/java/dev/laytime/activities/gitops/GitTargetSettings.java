package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitPlace;
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
 * @param url by https, http, file or ssh, without a password: see {@link GitPlace#url}
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
    @Nullable GitLogin login,
    Author author,
    List<GitFileEdit> files,
    Path cache,
    Duration patience,
    long most) {

  /** What a fetch may bring unless somebody says otherwise: 1 GiB. */
  public static final long USUAL = 1L << 30;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(name|tag|stage)}");

  /**
   * @throws IllegalArgumentException if a part is malformed, or parts do not fit each other
   */
  public GitTargetSettings {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files: expected one or more");
    }
    var _ = new GitPlace(url, login);
    requireBranch(branch);
    if (pushBranch != null) {
      requireBranch(PLACEHOLDER.matcher(pushBranch).replaceAll("x"));
    }
  }

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

  /** What errors call it. */
  String identity() {
    return url + "#" + branch;
  }

  /** Where it is. */
  GitPlace place() {
    return new GitPlace(url, login);
  }

  private static void requireBranch(String branch) {
    if (!Repository.isValidRefName("refs/heads/" + branch)) {
      throw new IllegalArgumentException("Git branch '%s': not a branch's name".formatted(branch));
    }
  }
}

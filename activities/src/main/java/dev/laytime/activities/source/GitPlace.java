package dev.laytime.activities.source;

import dev.laytime.activities.source.GitLogin.Password;
import dev.laytime.activities.source.GitLogin.SshKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository on a server, or on this machine.
 *
 * @param url by https, http, file or ssh, without a password: see {@link #url}
 * @param login how the server knows us; null for not at all
 */
public record GitPlace(URI url, @Nullable GitLogin login) {

  private static final Pattern SCP = Pattern.compile("([^@/:\\s]+)@([^/:\\s]+):(?!//)([^\\s]+)");

  /** A connection does not ask for it. */
  private static final String ANY_BRANCH = "main";

  /**
   * @throws IllegalArgumentException if the URL is none of those, or the login does not fit it
   */
  public GitPlace {
    if (isSsh(url)) {
      requireSsh(url, login);
    } else if (login instanceof SshKey) {
      throw new IllegalArgumentException("Git URL '%s': a key is of use with ssh".formatted(url));
    } else {
      // What reads a branch refuses the same.
      var _ = settings(url, login, Path.of(""), GitSettings.UNBOUNDED);
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

  /**
   * The way there.
   *
   * @param empty a directory that may be made, and stays empty
   * @param most bytes of an answer that are taken, where it comes by http
   */
  public GitAccess access(Path empty, long most, GitProxies proxies) {
    return login instanceof SshKey key
        ? new SshAccess(url.toString(), key, empty)
        : new GitRemote(settings(url, login, empty, most), proxies)::open;
  }

  /**
   * The same for a place that others than the worker's owner may have named: none where machines
   * are told their secrets.
   */
  public GitAccess guardedAccess(Path empty, long most, GitProxies proxies) {
    return GitHosts.guarded(access(empty, most, proxies), url, proxies);
  }

  private static GitSettings settings(URI url, @Nullable GitLogin login, Path cache, long most) {
    Password password = login instanceof Password known ? known : null;
    return new GitSettings(
        url,
        ANY_BRANCH,
        "",
        password == null ? null : password.username(),
        password == null ? null : password.file(),
        null,
        cache,
        Duration.ofMinutes(1),
        most);
  }

  private static boolean isSsh(URI url) {
    return "ssh".equalsIgnoreCase(url.getScheme());
  }

  private static void requireSsh(URI url, @Nullable GitLogin login) {
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
}

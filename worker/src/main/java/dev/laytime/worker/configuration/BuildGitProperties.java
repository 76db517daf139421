package dev.laytime.worker.configuration;

import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.build.GitRepository;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the source of a build is, and how that server knows us; no other one is told.
 *
 * @param url without credentials
 * @param username with a password; null for another way
 * @param passwordFile holds the password or token; relative to the configuration file
 * @param sshKeyFile holds a private key; relative to the configuration file
 * @param knownHostsFile holds the keys of the hosts that are trusted with it
 */
public record BuildGitProperties(
    @Nullable String url,
    @Nullable String username,
    @Nullable String passwordFile,
    @Nullable String sshKeyFile,
    @Nullable String knownHostsFile) {

  /**
   * @throws IllegalArgumentException if credentials do not fit together
   */
  public BuildGitProperties {
    url = Require.optional(url);
    username = Require.optional(username);
    passwordFile = Require.optional(passwordFile);
    sshKeyFile = Require.optional(sshKeyFile);
    knownHostsFile = Require.optional(knownHostsFile);
    if ((username == null) != (passwordFile == null)) {
      throw new IllegalArgumentException(
          "builds.git: expected username and password-file, or neither");
    }
    if ((sshKeyFile == null) != (knownHostsFile == null)) {
      throw new IllegalArgumentException(
          "builds.git: expected ssh-key-file and known-hosts-file, or neither: a host that nobody"
              + " knows gets no key");
    }
    if (username != null && sshKeyFile != null) {
      throw new IllegalArgumentException("builds.git: expected a password or an SSH key, not both");
    }
  }

  /**
   * As the rule names it: what one rule logs in with is not another's.
   *
   * @param rule its name
   */
  GitRepository repository(String rule) {
    return new GitRepository(
        requiredUrl(), passwordFile == null && sshKeyFile == null ? null : rule);
  }

  /**
   * The way there.
   *
   * @param rule its name
   */
  GitPlace place(String rule, Function<String, Path> paths) {
    var _ = repository(rule);
    return new GitPlace(GitPlace.url(requiredUrl()), login(paths));
  }

  private @Nullable GitLogin login(Function<String, Path> paths) {
    if (passwordFile != null) {
      return new GitLogin.Password(username, paths.apply(passwordFile));
    }
    return sshKeyFile == null || knownHostsFile == null
        ? null
        : new GitLogin.SshKey(paths.apply(sshKeyFile), paths.apply(knownHostsFile));
  }

  private String requiredUrl() {
    return Require.text("git.url", url, "a repository, as in https://git.example.com/shop.git");
  }
}

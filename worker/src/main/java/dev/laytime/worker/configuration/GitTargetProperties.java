package dev.laytime.worker.configuration;

import dev.laytime.activities.gitops.GitTargetSettings;
import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Git repository into which promotions are written.
 *
 * @param name by which promotions name it
 * @param url without credentials
 * @param branch that is read
 * @param pushBranch that is pushed to; null for {@code branch}
 * @param username with a password; null for another way
 * @param passwordFile holds the password or token; relative to the configuration file
 * @param sshKeyFile holds a private key; relative to the configuration file
 * @param knownHostsFile holds the keys of the hosts that are trusted with it
 * @param author of the commits, as in {@code Laytime <laytime@example.com>}
 * @param files what is written where
 */
public record GitTargetProperties(
    @Nullable String name,
    @Nullable String url,
    @DefaultValue("main") String branch,
    @Nullable String pushBranch,
    @Nullable String username,
    @Nullable String passwordFile,
    @Nullable String sshKeyFile,
    @Nullable String knownHostsFile,
    @DefaultValue("Laytime <laytime@localhost>") String author,
    @DefaultValue List<GitFileProperties> files) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern AUTHOR = Pattern.compile("[^<>\\p{Cntrl}]+ <[^<>\\s]+>");

  /**
   * @throws IllegalArgumentException if a value is missing, or credentials do not fit together
   */
  public GitTargetProperties {
    name = Require.name("git-targets.name", name);
    url = Require.text("git-targets.url", url, "a repository, as in https://git.example.com/a.git");
    branch = Require.text("git-targets.branch", branch, "a branch's name, as in main");
    pushBranch = Require.optional(pushBranch);
    username = Require.optional(username);
    passwordFile = Require.optional(passwordFile);
    sshKeyFile = Require.optional(sshKeyFile);
    knownHostsFile = Require.optional(knownHostsFile);
    if ((username == null) != (passwordFile == null)) {
      throw new IllegalArgumentException(
          "git-target '%s': expected username and password-file, or neither".formatted(name));
    }
    if ((sshKeyFile == null) != (knownHostsFile == null)) {
      throw new IllegalArgumentException(
          ("git-target '%s': expected ssh-key-file and known-hosts-file, or neither: a host that"
                  + " nobody knows gets no key")
              .formatted(name));
    }
    if (username != null && sshKeyFile != null) {
      throw new IllegalArgumentException(
          "git-target '%s': expected a password or an SSH key, not both".formatted(name));
    }
    if (!AUTHOR.matcher(author).matches()) {
      throw new IllegalArgumentException(
          "git-target '%s': author: expected 'NAME <ADDRESS>', not '%s'".formatted(name, author));
    }
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "git-target '%s': expected files, which say where an image is named".formatted(name));
    }
  }

  /**
   * As what writes it takes it.
   *
   * @param paths makes a path of the configuration absolute
   * @param cache where fetched objects are kept
   * @throws IllegalArgumentException if parts do not fit each other
   */
  public GitTargetSettings settings(Function<String, Path> paths, Path cache) {
    return new GitTargetSettings(
        requiredName(),
        GitPlace.url(Require.text("git-targets.url", url, "a repository")),
        branch,
        pushBranch,
        login(paths),
        GitTargetSettings.Author.parse(author),
        files.stream().map(GitFileProperties::edit).toList(),
        cache,
        PATIENCE,
        GitTargetSettings.USUAL);
  }

  /**
   * @throws IllegalArgumentException if parts do not fit each other
   */
  void check() {
    try {
      var _ = settings(Path::of, Path.of("cache"));
    } catch (IllegalArgumentException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException(
          "git-target '%s': %s".formatted(requiredName(), e.getMessage()));
    }
  }

  private @Nullable GitLogin login(Function<String, Path> paths) {
    if (passwordFile != null) {
      return new GitLogin.Password(username, paths.apply(passwordFile));
    }
    return sshKeyFile == null || knownHostsFile == null
        ? null
        : new GitLogin.SshKey(paths.apply(sshKeyFile), paths.apply(knownHostsFile));
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("git-targets.name", name);
  }
}

package dev.laytime.worker.configuration;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Git repository of manifests.
 *
 * @param url without credentials
 * @param path the directory of manifests within it; empty for all
 * @param username null where it is read without credentials
 * @param passwordFile holds the password or token; relative to the configuration file
 */
public record GitProperties(
    @Nullable String url,
    @DefaultValue("main") String branch,
    @DefaultValue("") String path,
    @Nullable String username,
    @Nullable String passwordFile) {

  private static final Pattern URL = Pattern.compile("(https?|file)://.+");
  private static final Pattern CREDENTIALS = Pattern.compile("https?://[^/]*@.*");

  /**
   * @throws IllegalArgumentException if the URL is missing, of another scheme or holds a password,
   *     or only one of username and password is there
   */
  public GitProperties {
    url =
        Require.text("git.url", url, "where to fetch from, as in https://git.example.com/apps.git");
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException("git.url: expected https://, http:// or file://");
    }
    if (CREDENTIALS.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "git.url: expected no credentials in it; use username and password-file");
    }
    branch = Require.text("git.branch", branch, "a branch's name, as in main");
    username = Require.optional(username);
    passwordFile = Require.optional(passwordFile);
    if ((username == null) != (passwordFile == null)) {
      throw new IllegalArgumentException("git: expected username and password-file, or neither");
    }
  }

  /** Where to fetch from. */
  public String requiredUrl() {
    return Require.text("git.url", url, "where to fetch from");
  }
}

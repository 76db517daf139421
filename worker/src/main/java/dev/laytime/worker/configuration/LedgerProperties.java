package dev.laytime.worker.configuration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database that remembers.
 *
 * @param url {@code jdbc:postgresql://…}; empty for a file in the state directory
 * @param username null for none
 * @param passwordFile holds the password; relative to the configuration file, null for none
 */
public record LedgerProperties(
    @DefaultValue("") String url, @Nullable String username, @Nullable String passwordFile) {

  private static final String POSTGRES = "jdbc:postgresql:";

  /**
   * @throws IllegalArgumentException if the URL is not PostgreSQL's or holds a password
   */
  public LedgerProperties {
    url = url.strip();
    username = Require.optional(username);
    passwordFile = Require.optional(passwordFile);
    if (!url.isEmpty() && !url.startsWith(POSTGRES)) {
      throw new IllegalArgumentException(
          "url: expected jdbc:postgresql://HOST:PORT/DATABASE, or none for a file in the state"
              + " directory");
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException("url: expected no password in it; use password-file");
    }
  }

  /** Where the database is, if a person said so. */
  public Optional<String> configuredUrl() {
    return url.isEmpty() ? Optional.empty() : Optional.of(url);
  }
}

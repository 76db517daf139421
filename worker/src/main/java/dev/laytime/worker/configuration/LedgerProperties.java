package dev.laytime.worker.configuration;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database that remembers.
 *
 * @param url {@code jdbc:postgresql://…}; empty for a file in the state directory
 * @param username null for none
 * @param passwordFile holds the password; relative to the configuration file, null for none
 * @param keepPromotions how long promotions that are over are remembered at least
 */
public record LedgerProperties(
    @DefaultValue("") String url,
    @Nullable String username,
    @Nullable String passwordFile,
    @DefaultValue("365d") String keepPromotions) {

  private static final String POSTGRES = "jdbc:postgresql:";
  private static final Duration SHORTEST = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if the URL is not PostgreSQL's or holds a password, or what is
   *     remembered would be forgotten at once
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
    var _ = kept(keepPromotions);
  }

  /** How long promotions that are over are remembered at least. */
  public Duration promotionsKept() {
    return kept(keepPromotions);
  }

  private static Duration kept(String value) {
    Duration kept = Require.duration("keep-promotions", value);
    if (kept.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "keep-promotions: expected at least 1d, not '%s'".formatted(value));
    }
    return kept;
  }

  /** Where the database is, if a person said so. */
  public Optional<String> configuredUrl() {
    return url.isEmpty() ? Optional.empty() : Optional.of(url);
  }
}

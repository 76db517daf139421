package dev.laytime.worker.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose identity tokens count.
 *
 * @param key of the configuration that says so
 * @param issuer as the tokens say it
 * @param audience that the tokens must be for
 * @param jwksUrl where the issuer's keys are; null to ask the issuer
 * @param jwksFile a file of them instead, relative to the configuration file; null for none
 * @param subjectClaim which claim says who it is
 * @param subjects patterns: who may
 */
public record IdentitySettings(
    String key,
    String issuer,
    String audience,
    @Nullable String jwksUrl,
    @Nullable String jwksFile,
    String subjectClaim,
    List<String> subjects) {

  private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");

  /** As it is written in a configuration. */
  static IdentitySettings of(
      String key,
      @Nullable String issuer,
      @Nullable String audience,
      @Nullable String jwksUrl,
      @Nullable String jwksFile,
      @Nullable String subjectClaim,
      List<String> subjects) {
    List<String> patterns = Require.patterns(key + ".subjects", subjects);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException(
          key
              + ".subjects: expected who may, as in repo:team/app:ref:refs/heads/main: an issuer"
              + " signs tokens for many others, too");
    }
    return new IdentitySettings(
        key,
        url(key + ".issuer", issuer),
        Require.text(key + ".audience", audience, "whom the tokens are made for"),
        Require.optional(jwksUrl) == null ? null : url(key + ".jwks-url", jwksUrl),
        Require.optional(jwksFile),
        Require.text(key + ".subject-claim", subjectClaim, "a claim"),
        patterns);
  }

  private static String url(String key, @Nullable String value) {
    String url = Require.text(key, value, "a URL, as in https://token.example.com");
    if (!isSafe(url)) {
      throw new IllegalArgumentException("%s: expected https, not '%s'".formatted(key, url));
    }
    return url;
  }

  /** Nobody between us and this machine can answer in its place. */
  private static boolean isSafe(String url) {
    try {
      URI uri = new URI(url);
      String host = uri.getHost();
      return host != null
          && uri.getUserInfo() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && OURS.contains(host)));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

package dev.laytime.worker.configuration;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may order and cancel builds without the token for all writes; nobody where all of it is
 * empty.
 *
 * @param tokens bearer tokens of certain rules
 * @param oidc who is proven by an identity token
 */
public record BuildAccessProperties(
    @DefaultValue List<Token> tokens, @DefaultValue List<Oidc> oidc) {

  /**
   * @throws IllegalArgumentException if two have one name
   */
  public BuildAccessProperties {
    tokens = List.copyOf(tokens);
    oidc = List.copyOf(oidc);
    Set<String> names = new HashSet<>();
    for (Token token : tokens) {
      if (!names.add(token.requiredName())) {
        throw new IllegalArgumentException(
            "api.builds.tokens: expected each name once, not '%s' twice".formatted(token.name));
      }
    }
  }

  /** Every name of a rule that is in it, each with its key. */
  void check(Collection<String> builds) {
    tokens.forEach(token -> check("tokens", token.rules, builds));
    oidc.forEach(issuer -> check("oidc", issuer.rules, builds));
  }

  private static void check(String key, List<String> rules, Collection<String> builds) {
    for (String rule : rules) {
      if (!builds.contains(rule)) {
        throw new IllegalArgumentException(
            "api.builds.%s.rules: no build rule is called '%s'; builds: %s"
                .formatted(key, rule, builds));
      }
    }
  }

  /**
   * A bearer token.
   *
   * @param name who asks where the request does not say it
   * @param tokenFile relative to the configuration file
   * @param rules the only ones that it is for
   */
  public record Token(
      @Nullable String name, @Nullable String tokenFile, @DefaultValue List<String> rules) {

    /**
     * @throws IllegalArgumentException if a value is missing
     */
    public Token {
      name = Require.name("api.builds.tokens.name", name);
      tokenFile = Require.text("api.builds.tokens.token-file", tokenFile, "a file with a token");
      rules = BuildAccessProperties.rules("api.builds.tokens.rules", rules);
    }

    /** Who asks. */
    public String requiredName() {
      return Require.name("api.builds.tokens.name", name);
    }

    /** Its file. */
    public String requiredFile() {
      return Require.text("api.builds.tokens.token-file", tokenFile, "a file with a token");
    }
  }

  /**
   * Who is proven by an identity token, as for promotions.
   *
   * @param rules the only ones that it is for
   */
  public record Oidc(
      @Nullable String issuer,
      @Nullable String audience,
      @Nullable String jwksUrl,
      @Nullable String jwksFile,
      @DefaultValue("sub") String subjectClaim,
      @DefaultValue List<String> subjects,
      @DefaultValue List<String> rules) {

    /**
     * @throws IllegalArgumentException if a value is missing, or keys would come in the clear
     */
    public Oidc {
      subjects = List.copyOf(subjects);
      rules = BuildAccessProperties.rules("api.builds.oidc.rules", rules);
      var _ = identity(issuer, audience, jwksUrl, jwksFile, subjectClaim, subjects);
    }

    /** Whose tokens count. */
    public IdentitySettings identity() {
      return identity(issuer, audience, jwksUrl, jwksFile, subjectClaim, subjects);
    }

    private static IdentitySettings identity(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String jwksUrl,
        @Nullable String jwksFile,
        String subjectClaim,
        List<String> subjects) {
      return IdentitySettings.of(
          "api.builds.oidc", issuer, audience, jwksUrl, jwksFile, subjectClaim, subjects);
    }
  }

  private static List<String> rules(String key, List<String> rules) {
    rules.forEach(rule -> Require.name(key, rule));
    if (rules.isEmpty()) {
      throw new IllegalArgumentException(key + ": expected the names of build rules");
    }
    return List.copyOf(rules);
  }
}

package dev.laytime.worker.configuration;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask for promotions without the token for all writes; nobody where all of it is empty.
 *
 * @param tokens bearer tokens of certain paths
 * @param hmac who signs requests with a secret; null for nobody
 * @param oidc who is proven by an identity token
 */
public record PromotionAccessProperties(
    @DefaultValue List<Token> tokens, @Nullable Hmac hmac, @DefaultValue List<Oidc> oidc) {

  /**
   * @throws IllegalArgumentException if two have one name
   */
  public PromotionAccessProperties {
    tokens = List.copyOf(tokens);
    oidc = List.copyOf(oidc);
    Set<String> names = new HashSet<>();
    for (Token token : tokens) {
      if (!names.add(token.requiredName())) {
        throw new IllegalArgumentException(
            "api.promotions.tokens: expected each name once, not '%s' twice".formatted(token.name));
      }
    }
  }

  /** What can be asked of promotions. */
  public enum Action {
    PROMOTE,
    CHECK,
    APPROVE,
    CANCEL,
    ROLLBACK,
    RELEASE,
    /** What only says what would happen. */
    READ
  }

  /** Every name of a path that is in it, each with its key. */
  void check(Collection<String> promotions) {
    tokens.forEach(token -> check("tokens", token.paths, promotions));
    if (hmac != null) {
      check("hmac", hmac.paths, promotions);
    }
    oidc.forEach(issuer -> check("oidc", issuer.paths, promotions));
  }

  private static void check(String key, List<String> paths, Collection<String> promotions) {
    for (String path : paths) {
      if (!promotions.contains(path)) {
        throw new IllegalArgumentException(
            "api.promotions.%s.paths: no promotion is called '%s'; promotions: %s"
                .formatted(key, path, promotions));
      }
    }
  }

  /**
   * A bearer token.
   *
   * @param name who asks where the request does not say it
   * @param tokenFile relative to the configuration file
   * @param paths the only ones that it is for
   * @param may what may be asked for with it; empty for all
   */
  public record Token(
      @Nullable String name,
      @Nullable String tokenFile,
      @DefaultValue List<String> paths,
      @DefaultValue List<String> may) {

    /**
     * @throws IllegalArgumentException if a value is missing
     */
    public Token {
      name = Require.name("api.promotions.tokens.name", name);
      tokenFile =
          Require.text("api.promotions.tokens.token-file", tokenFile, "a file with a token");
      paths = promotions("api.promotions.tokens.paths", paths);
      may = List.copyOf(may);
      var _ = actions(may);
    }

    /** What may be asked for with it. */
    public Set<Action> actions() {
      return actions(may);
    }

    private static Set<Action> actions(List<String> may) {
      return PromotionAccessProperties.actions("api.promotions.tokens.may", may);
    }

    /** Who asks. */
    public String requiredName() {
      return Require.name("api.promotions.tokens.name", name);
    }

    /** Its file. */
    public String requiredFile() {
      return Require.text("api.promotions.tokens.token-file", tokenFile, "a file with a token");
    }
  }

  /**
   * Who signs requests.
   *
   * @param secretFile relative to the configuration file
   * @param paths the only ones that it is for
   * @param may what may be asked for with it; empty for all
   */
  public record Hmac(
      @Nullable String secretFile,
      @DefaultValue List<String> paths,
      @DefaultValue List<String> may) {

    /**
     * @throws IllegalArgumentException if a value is missing
     */
    public Hmac {
      secretFile =
          Require.text("api.promotions.hmac.secret-file", secretFile, "a file with a secret");
      paths = promotions("api.promotions.hmac.paths", paths);
      may = List.copyOf(may);
      var _ = actions(may);
    }

    /** What may be asked for with it. */
    public Set<Action> actions() {
      return actions(may);
    }

    private static Set<Action> actions(List<String> may) {
      return PromotionAccessProperties.actions("api.promotions.hmac.may", may);
    }

    /** Its file. */
    public String requiredFile() {
      return Require.text("api.promotions.hmac.secret-file", secretFile, "a file with a secret");
    }
  }

  /**
   * Who is proven by an identity token.
   *
   * @param issuer as the tokens say it
   * @param audience that the tokens must be for
   * @param jwksUrl where the issuer's keys are; null to ask the issuer
   * @param jwksFile a file of them instead, relative to the configuration file; null for none
   * @param subjectClaim which claim says who it is
   * @param subjects patterns: who may
   * @param paths the only ones that it is for
   * @param may what they may ask for; empty for all
   */
  public record Oidc(
      @Nullable String issuer,
      @Nullable String audience,
      @Nullable String jwksUrl,
      @Nullable String jwksFile,
      @DefaultValue("sub") String subjectClaim,
      @DefaultValue List<String> subjects,
      @DefaultValue List<String> paths,
      @DefaultValue List<String> may) {

    /**
     * @throws IllegalArgumentException if a value is missing, or keys would come in the clear
     */
    public Oidc {
      subjects = List.copyOf(subjects);
      var _ = identity(issuer, audience, jwksUrl, jwksFile, subjectClaim, subjects);
      paths = promotions("api.promotions.oidc.paths", paths);
      may = List.copyOf(may);
      var _ = actions(may);
    }

    /** What they may ask for. */
    public Set<Action> actions() {
      return actions(may);
    }

    private static Set<Action> actions(List<String> may) {
      return PromotionAccessProperties.actions("api.promotions.oidc.may", may);
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
          "api.promotions.oidc", issuer, audience, jwksUrl, jwksFile, subjectClaim, subjects);
    }
  }

  private static Set<Action> actions(String key, List<String> may) {
    return may.isEmpty()
        ? EnumSet.allOf(Action.class)
        : may.stream()
            .map(each -> Require.oneOf(key, each, Action.class))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
  }

  private static List<String> promotions(String key, List<String> paths) {
    paths.forEach(path -> Require.name(key, path));
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(key + ": expected the names of promotions");
    }
    return List.copyOf(paths);
  }
}

package dev.laytime.worker.api;

import dev.laytime.promotion.PathWords;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something about promotions or builds.
 *
 * @param name what it is called where the request does not say who asks; null for nothing
 * @param proof how it is proven that it is {@code name}; null where it is not
 * @param grants what it may ask for; null for everything
 * @param requestId that the request has of itself; null for none
 * @param signed what it signed: it asks for that and nothing else; null for nothing
 */
record Caller(
    @Nullable String name,
    @Nullable String proof,
    @Nullable List<Grant> grants,
    @Nullable String requestId,
    @Nullable SignedStatement signed) {

  /** Where a request carries it. */
  static final String ATTRIBUTE = Caller.class.getName();

  /** Whoever has the token for all writes. */
  static final Caller ANYBODY = new Caller(null, null, null, null);

  Caller {
    grants = grants == null ? null : List.copyOf(grants);
  }

  /** One who signed nothing. */
  Caller(
      @Nullable String name,
      @Nullable String proof,
      @Nullable List<Grant> grants,
      @Nullable String requestId) {
    this(name, proof, grants, requestId, null);
  }

  /**
   * Who asks, for the record.
   *
   * @throws RequestException if nobody is named, or another than who is proven
   */
  String by(@Nullable String said) {
    String named = Inputs.name("by", said);
    if (proof != null && named != null && !named.equals(name)) {
      throw RequestException.bad(
          "read by", "the token proves '%s', not '%s'".formatted(name, named), "leave it out");
    }
    String by = Inputs.named("by", named == null ? name : named);
    String fault = PathWords.faultInName(by);
    if (fault != null) {
      throw RequestException.bad("read by", "it " + fault, "say who you are");
    }
    return by;
  }

  /** The same, with what another one of the same name may ask for besides. */
  Caller and(Caller other) {
    List<Grant> own = grants;
    List<Grant> more = other.grants;
    return own == null || more == null || !Objects.equals(name, other.name)
        ? this
        : new Caller(name, proof, Stream.concat(own.stream(), more.stream()).toList(), requestId);
  }

  /**
   * Makes sure that it may ask for something on a path.
   *
   * @param enough one of these
   * @throws RequestException if it may not
   */
  void requireAllowed(String what, String path, Action... enough) {
    List<Grant> own = grants;
    if (own == null) {
      return;
    }
    List<Grant> there = own.stream().filter(grant -> grant.isFor(path)).toList();
    if (there.isEmpty()) {
      throw RequestException.forbidden(
          what,
          "what the request shows is not for path " + path,
          "use another token, or add the path to its paths in the worker's configuration");
    }
    if (there.stream().noneMatch(grant -> Stream.of(enough).anyMatch(grant.actions()::contains))) {
      String missing = enough[0].name().toLowerCase(Locale.ROOT);
      throw RequestException.forbidden(
          what,
          "what the request shows may not %s on path %s".formatted(missing, path),
          "use another token, or add %s to its may in the worker's configuration"
              .formatted(missing));
    }
  }

  /**
   * Makes sure that it may order builds by a rule.
   *
   * @throws RequestException if it may not
   */
  void requireRule(String what, String rule) {
    List<Grant> own = grants;
    if (own != null && own.stream().noneMatch(grant -> grant.isFor(rule))) {
      throw RequestException.forbidden(
          what,
          "what the request shows is not for build rule " + rule,
          "use another token, or add the rule to its rules in the worker's configuration");
    }
  }
}

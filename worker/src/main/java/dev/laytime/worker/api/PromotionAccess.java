package dev.laytime.worker.api;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask for promotions without the token for all writes. */
public final class PromotionAccess {

  private static final String SCHEME = "Bearer ";
  private static final Set<String> PATHS =
      Set.of(
          "/api/v1/promotions",
          "/api/v1/promotions/approvals",
          "/api/v1/promotions/checks",
          "/api/v1/promotions/cancellations",
          "/api/v1/rollbacks",
          "/api/v1/holds/releases");

  private final Map<Caller, WriteAccess> tokens;
  private final @Nullable Signatures signatures;
  private final List<IdentityTokens> identities;

  PromotionAccess(
      Map<Caller, WriteAccess> tokens,
      @Nullable Signatures signatures,
      List<IdentityTokens> identities) {
    this.tokens = Map.copyOf(tokens);
    this.signatures = signatures;
    this.identities = List.copyOf(identities);
  }

  /** Whether a request to this path is about promotions. */
  static boolean isFor(String path) {
    return PATHS.contains(path);
  }

  /** Whether anybody may. */
  boolean isOn() {
    return !tokens.isEmpty() || signatures != null || !identities.isEmpty();
  }

  /**
   * Who sends a request.
   *
   * @throws NotShownException if nobody who may
   */
  Caller of(HeldRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null && request.getHeader(Signatures.SIGNATURE) != null) {
      if (signatures == null) {
        throw new NotShownException("this worker has no secret to compare its signature with");
      }
      return signatures.of(request);
    }
    for (Map.Entry<Caller, WriteAccess> token : tokens.entrySet()) {
      if (token.getValue().isShownBy(authorization)) {
        return token.getKey();
      }
    }
    return prove(authorization == null ? "" : authorization);
  }

  private Caller prove(String authorization) {
    String token =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? authorization.substring(SCHEME.length()).strip()
            : "";
    String issuer = issuer(token);
    for (IdentityTokens identity : identities) {
      if (identity.isFrom(issuer)) {
        return identity.prove(token);
      }
    }
    throw new NotShownException("it shows no token for promotions");
  }

  /** Only to know whose keys to try. */
  private static String issuer(String token) {
    try {
      String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException | IllegalArgumentException e) {
      return "";
    }
  }
}

package dev.laytime.worker.api;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask for promotions, or for builds, without the token for all writes. */
public final class ScopedAccess {

  private static final String SCHEME = "Bearer ";
  private static final Set<String> PROMOTIONS =
      Set.of(
          "/api/v1/promotions",
          "/api/v1/promotions/approvals",
          "/api/v1/promotions/checks",
          "/api/v1/promotions/cancellations",
          "/api/v1/rollbacks",
          "/api/v1/holds/releases");

  private static final Set<String> BUILDS = Set.of("/api/v1/builds", "/api/v1/builds/cancel");

  private final String about;
  private final Set<String> paths;
  private final List<Token> tokens;
  private final @Nullable Signatures signatures;
  private final List<IdentityTokens> identities;
  private final @Nullable SignedStatements statements;

  private ScopedAccess(
      String about,
      Set<String> paths,
      List<Token> tokens,
      @Nullable Signatures signatures,
      List<IdentityTokens> identities,
      @Nullable SignedStatements statements) {
    this.about = about;
    this.paths = paths;
    this.tokens = List.copyOf(tokens);
    this.signatures = signatures;
    this.identities = List.copyOf(identities);
    this.statements = statements;
  }

  /** To promotions. */
  static ScopedAccess toPromotions(
      List<Token> tokens,
      @Nullable Signatures signatures,
      List<IdentityTokens> identities,
      @Nullable SignedStatements statements) {
    return new ScopedAccess("promotions", PROMOTIONS, tokens, signatures, identities, statements);
  }

  /** To builds. */
  static ScopedAccess toBuilds(List<Token> tokens, List<IdentityTokens> identities) {
    return new ScopedAccess("builds", BUILDS, tokens, null, identities, null);
  }

  /** A bearer token, and who shows it. */
  record Token(Caller caller, WriteAccess access) {}

  /** Whether a request to this path is its business, and anybody may send one. */
  boolean isFor(String path) {
    return paths.contains(path) && isOn();
  }

  private boolean isOn() {
    return !tokens.isEmpty() || signatures != null || !identities.isEmpty() || statements != null;
  }

  /**
   * Who sends a request.
   *
   * @throws NotShownException if nobody who may
   * @throws KeysAwayException if nobody can say now
   */
  Caller of(HeldRequest request) {
    if (request.getHeader(SignedStatements.STATEMENT) != null) {
      if (statements == null) {
        throw new NotShownException("this worker knows no approvers with keys");
      }
      return statements.of(request);
    }
    String authorization = request.getHeader("Authorization");
    if (authorization == null && request.getHeader(Signatures.SIGNATURE) != null) {
      if (signatures == null) {
        throw new NotShownException("this worker has no secret to compare its signature with");
      }
      return signatures.of(request);
    }
    for (Token token : tokens) {
      if (token.access().isShownBy(authorization)) {
        return token.caller();
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
    List<IdentityTokens> asked = identities.stream().filter(one -> one.isFrom(issuer)).toList();
    return proven(token, asked);
  }

  /** An issuer may stand there several times, each for others, or for other paths. */
  private Caller proven(String token, List<IdentityTokens> asked) {
    Caller proven = null;
    Set<String> faults = new LinkedHashSet<>();
    KeysAwayException away = null;
    for (IdentityTokens identity : asked) {
      try {
        Caller caller = identity.prove(token);
        proven = proven == null ? caller : proven.and(caller);
      } catch (NotShownException e) {
        faults.add(String.valueOf(e.getMessage()));
      } catch (KeysAwayException e) {
        away = e;
      }
    }
    if (proven != null) {
      return proven;
    }
    if (away != null) {
      throw away;
    }
    throw new NotShownException(
        faults.isEmpty() ? "it shows no token for " + about : String.join("; ", faults));
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

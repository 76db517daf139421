package dev.laytime.worker.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.laytime.image.Glob;
import dev.laytime.worker.configuration.PromotionAccessProperties.Oidc;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/** Identity tokens of one issuer, made for us: each proves who sends it. */
final class IdentityTokens {

  private static final int LONGEST_SUBJECT = 500;

  /** Only keys that nobody but the issuer has. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final String issuer;
  private final String claim;
  private final List<String> subjects;
  private final Set<String> paths;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IdentityTokens(Oidc settings, IssuerKeys keys) {
    this.issuer = settings.requiredIssuer();
    this.claim = settings.subjectClaim();
    this.subjects = settings.subjects();
    this.paths = Set.copyOf(settings.paths());
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            settings.requiredAudience(),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("exp", claim)));
  }

  /** Whether a token says that it is this issuer's; that proves nothing yet. */
  boolean isFrom(String named) {
    return issuer.equals(named);
  }

  /**
   * Who a token proves.
   *
   * @throws NotShownException if it proves nobody who may ask
   */
  Caller prove(String token) {
    try {
      String subject = processor.process(token, null).getStringClaim(claim);
      if (subject == null
          || subject.isBlank()
          || subject.length() > LONGEST_SUBJECT
          || subject.chars().anyMatch(Character::isISOControl)) {
        throw new NotShownException("its claim %s names nobody".formatted(claim));
      }
      if (subjects.stream().noneMatch(pattern -> Glob.matches(pattern, subject))) {
        throw new NotShownException("'%s' is none of the subjects who may".formatted(subject));
      }
      return new Caller(subject, "oidc " + issuer, paths, null);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new NotShownException("its identity token does not count: " + e.getMessage());
    }
  }
}

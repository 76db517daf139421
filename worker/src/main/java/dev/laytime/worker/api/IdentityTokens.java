package dev.laytime.worker.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.laytime.image.Glob;
import dev.laytime.promotion.Proofs;
import dev.laytime.worker.configuration.IdentitySettings;
import dev.laytime.workflow.MessageTexts;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Identity tokens of one issuer, made for us: each proves who sends it. */
final class IdentityTokens {

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

  private static final String EMAIL = "email";

  private final String issuer;
  private final String claim;
  private final List<String> subjects;
  private final Grant grant;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IdentityTokens(IdentitySettings settings, Grant grant, IssuerKeys keys) {
    this.issuer = settings.issuer();
    this.claim = settings.subjectClaim();
    this.subjects = settings.subjects();
    this.grant = grant;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
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
   * @throws KeysAwayException if nobody can say whether it does
   */
  Caller prove(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String subject = claims.getStringClaim(claim);
      if (subject == null || subject.isBlank()) {
        throw new NotShownException("its claim %s names nobody".formatted(claim));
      }
      String fault = MessageTexts.faultInName(subject);
      if (fault != null) {
        throw new NotShownException(
            "its claim %s %s: names have %d at most, of plain text"
                .formatted(claim, fault, MessageTexts.LONGEST_NAME));
      }
      if (claim.equals(EMAIL) && !isTrue(claims.getClaim("email_verified"))) {
        throw new NotShownException(
            "its issuer does not say that the address is verified: email_verified");
      }
      if (subjects.stream().noneMatch(pattern -> Glob.matches(pattern, subject))) {
        throw new NotShownException("'%s' is none of the subjects who may".formatted(subject));
      }
      return new Caller(subject, Proofs.oidc(issuer, claim), List.of(grant), null);
    } catch (KeySourceException e) {
      throw new KeysAwayException(
          "the keys of %s cannot be had: %s".formatted(issuer, e.getMessage()), e);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new NotShownException("its identity token does not count: " + e.getMessage());
    }
  }

  /** Some issuers write it as a text. */
  private static boolean isTrue(@Nullable Object claim) {
    return Boolean.TRUE.equals(claim) || "true".equals(claim);
  }
}

package dev.laytime.activities.registry.verify;

import com.google.re2j.Pattern;
import dev.sigstore.VerificationOptions.CertificateMatcher;
import dev.sigstore.VerificationOptions.UncheckedCertificateException;
import dev.sigstore.strings.StringMatcher;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Whom an issuer knows by a name that is trusted, as a certificate says that was looked at. */
final class Identities {

  private final String verifier;
  private final CertificateMatcher matcher;

  /**
   * @throws com.google.re2j.PatternSyntaxException if the identity is to be an expression, and is
   *     none
   */
  Identities(String verifier, VerifierSettings.Trust.Identity trusted) {
    this.verifier = verifier;
    this.matcher =
        CertificateMatcher.fulcio()
            .issuer(StringMatcher.string(trusted.issuer()))
            .subjectAlternativeName(
                trusted.expression()
                    ? matching(Pattern.compile(trusted.identity()))
                    : StringMatcher.string(trusted.identity()))
            .build();
  }

  /** The library's own expressions can be made to take for ever. */
  private static StringMatcher matching(Pattern expression) {
    return identity -> identity != null && expression.matches(identity);
  }

  /**
   * Fails unless a certificate is of somebody who is trusted.
   *
   * @return who that is
   */
  String check(X509Certificate certificate) throws UnacceptableException {
    String name = name(certificate);
    try {
      if (matcher.test(certificate)) {
        return name;
      }
    } catch (UncheckedCertificateException _) {
      throw new UnacceptableException("its certificate does not say who signed");
    }
    throw new UnacceptableException(
        "'%s' is not whom verifier '%s' trusts, or has another issuer".formatted(name, verifier));
  }

  private static String name(X509Certificate certificate) throws UnacceptableException {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null && names.size() == 1) {
        return Documents.shown(String.valueOf(names.iterator().next().get(1)));
      }
    } catch (CertificateParsingException _) {
      // said below
    }
    throw new UnacceptableException("its certificate does not say who signed");
  }
}

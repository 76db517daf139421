package dev.laytime.activities.registry.verify;

import dev.sigstore.bundle.Bundle;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.trustroot.TransparencyLog;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

/**
 * When something was signed. A certificate for a few minutes is worth nothing unless somebody who
 * is trusted says that it was used within them.
 */
final class SigningTime {

  private SigningTime() {}

  /**
   * Fails unless the certificate of a bundle was good when that was signed. Its proofs have been
   * looked at before: timestamps against the authorities and the certificate, the entry against its
   * log.
   */
  static void check(X509Certificate certificate, Bundle bundle, List<TransparencyLog> logs)
      throws UnacceptableException {
    if (bundle.getEntries().size() != 1) {
      throw new UnacceptableException("it has not exactly one entry in a log");
    }
    RekorEntry entry = bundle.getEntries().getFirst();
    if (!bundle.getTimestamps().isEmpty()) {
      return;
    }
    String promise = entry.getVerification().getSignedEntryTimestamp();
    if (promise == null || promise.isEmpty()) {
      throw new UnacceptableException("nobody says when it was signed");
    }
    Instant logged = entry.getIntegratedTimeInstant();
    byte[] id = HexFormat.of().parseHex(entry.getLogID());
    if (TransparencyLog.find(logs, id, logged).isEmpty()) {
      throw new UnacceptableException("its log was not trusted when it was signed");
    }
    check(certificate, entry);
  }

  /** Fails unless a certificate was good when its log took it. */
  @SuppressWarnings("JavaUtilDate") // that is what certificates are asked with
  static void check(X509Certificate certificate, RekorEntry entry) throws UnacceptableException {
    try {
      certificate.checkValidity(Date.from(entry.getIntegratedTimeInstant()));
    } catch (CertificateExpiredException | CertificateNotYetValidException _) {
      throw new UnacceptableException(
          "it was logged at %s, when its certificate was not good"
              .formatted(entry.getIntegratedTimeInstant()));
    }
  }
}

package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.fulcio.client.FulcioVerificationException;
import dev.sigstore.fulcio.client.FulcioVerifier;
import dev.sigstore.rekor.client.ImmutableRekorEntry;
import dev.sigstore.rekor.client.ImmutableVerification;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import dev.sigstore.trustroot.TransparencyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;

/**
 * A signature or attestation of cosign's first form by somebody with a certificate: proven by the
 * promise of the log that it has an entry, as that form has no other proof.
 */
final class LoggedSignature {

  private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
  private static final String BUNDLE = "dev.sigstore.cosign/bundle";

  private final SigstoreTrustedRoot root;
  private final FulcioVerifier authorities;

  LoggedSignature(SigstoreTrustedRoot root, FulcioVerifier authorities) {
    this.root = root;
    this.authorities = authorities;
  }

  /**
   * Fails unless the payload was signed while its certificate was good.
   *
   * @return the certificate
   */
  X509Certificate check(Evidence.SimpleSigning signing) throws UnacceptableException {
    byte[] signature =
        Documents.base64(
            signing.annotations().getOrDefault(KeyJudge.SIGNATURE, ""), "its signature");
    return check(
        signing.annotations(),
        signing.payload(),
        signature,
        (body, certificate) ->
            LoggedEntry.checkSignature(body, signing.payload(), signature, certificate));
  }

  /**
   * Fails unless the envelope was signed while its certificate was good.
   *
   * @return the certificate
   */
  X509Certificate check(Evidence.Enveloped enveloped, Envelope envelope)
      throws UnacceptableException {
    if (envelope.signatures().size() != 1) {
      throw new UnacceptableException("its envelope has not exactly one signature");
    }
    return check(
        enveloped.annotations(),
        envelope.signed(),
        envelope.signatures().getFirst(),
        (body, certificate) ->
            LoggedEntry.checkEnvelope(body, enveloped.envelope(), envelope, certificate));
  }

  /** Fails unless an entry in a log is about what was signed. */
  private interface About {
    void check(byte[] body, X509Certificate certificate)
        throws UnacceptableException, GeneralSecurityException, IOException;
  }

  private X509Certificate check(
      Map<String, String> annotations, byte[] signed, byte[] signature, About about)
      throws UnacceptableException {
    String pem = annotations.getOrDefault(CERTIFICATE, "");
    String bundle = annotations.getOrDefault(BUNDLE, "");
    if (pem.isEmpty() || bundle.isEmpty()) {
      throw new UnacceptableException("it has no certificate, or is in no log");
    }
    JsonNode logged =
        Documents.read(bundle.getBytes(StandardCharsets.UTF_8), "what its log answered");
    try {
      X509Certificate certificate = (X509Certificate) Certificates.fromPem(pem);
      authorities.verifySigningCertificate(Certificates.toCertPath(certificate));
      if (!Verifiers.newVerifier(certificate.getPublicKey()).verify(signed, signature)) {
        throw new UnacceptableException("it is not signed by its certificate");
      }
      RekorEntry entry = entry(logged);
      checkPromise(entry);
      about.check(Documents.base64(entry.getBody(), "its entry in the log"), certificate);
      SigningTime.check(certificate, entry);
      return certificate;
    } catch (FulcioVerificationException e) {
      throw new UnacceptableException(
          "its certificate is not good: " + Documents.shown(String.valueOf(e.getMessage())));
    } catch (GeneralSecurityException | IOException _) {
      throw new UnacceptableException("its certificate or signature is damaged");
    }
  }

  private static RekorEntry entry(JsonNode logged) {
    JsonNode payload = logged.path("Payload");
    return ImmutableRekorEntry.builder()
        .body(payload.path("body").asText())
        .integratedTime(payload.path("integratedTime").asLong())
        .logIndex(payload.path("logIndex").asLong())
        .logID(payload.path("logID").asText())
        .verification(
            ImmutableVerification.builder()
                .signedEntryTimestamp(logged.path("SignedEntryTimestamp").asText())
                .build())
        .build();
  }

  private void checkPromise(RekorEntry entry)
      throws UnacceptableException, GeneralSecurityException {
    byte[] promise =
        Documents.base64(
            String.valueOf(entry.getVerification().getSignedEntryTimestamp()), "its promise");
    TransparencyLog log =
        TransparencyLog.find(
                root.getTLogs(),
                HexFormat.of().parseHex(entry.getLogID()),
                entry.getIntegratedTimeInstant())
            .orElseThrow(() -> new UnacceptableException("it is in a log that is not trusted"));
    if (!Verifiers.newVerifier(log.getPublicKey().toJavaPublicKey())
        .verify(entry.getSignableContent(), promise)) {
      throw new UnacceptableException("its log did not promise that it has it");
    }
  }
}

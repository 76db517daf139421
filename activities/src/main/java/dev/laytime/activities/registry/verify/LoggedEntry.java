package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Sha256;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.rekor.client.HashedRekordRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What an entry in a log is about. It must be about this very signature, or it proves nothing of
 * when that was made.
 *
 * @see <a href="https://github.com/sigstore/rekor/tree/main/pkg/types">Rekor's types</a>
 */
final class LoggedEntry {

  private static final String ANOTHER = "its entry in the log is about another signature";

  private LoggedEntry() {}

  /** Fails unless it is about the signature of a document. */
  static void checkSignature(
      byte[] body, byte[] document, byte[] signature, X509Certificate certificate)
      throws UnacceptableException, GeneralSecurityException, IOException {
    String expected =
        HashedRekordRequest.newHashedRekordRequest(
                Sha256.of(document), Certificates.toPemBytes(certificate), signature)
            .toJsonPayload();
    require(MessageDigest.isEqual(body, expected.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Fails unless it is about the only signature of an envelope, in one of the three forms that
   * cosign had the log make of it.
   *
   * @param bytes of the envelope, as they lie in the registry
   */
  static void checkEnvelope(
      byte[] body, byte[] bytes, Envelope envelope, X509Certificate certificate)
      throws UnacceptableException, GeneralSecurityException {
    JsonNode entry = Documents.read(body, "its entry in the log");
    JsonNode spec = entry.path("spec");
    switch (entry.path("kind").asText() + " " + entry.path("apiVersion").asText()) {
      case "dsse 0.0.1" -> {
        JsonNode signatures = spec.path("signatures");
        require(signatures.size() == 1);
        requireHash(spec.path("payloadHash"), envelope.payload());
        requireSame(bytesOf(signatures.path(0).path("signature")), signature(envelope));
        requireCertificate(signatures.path(0).path("verifier"), certificate);
      }
      case "intoto 0.0.1" -> {
        requireHash(spec.path("content").path("hash"), bytes);
        requireCertificate(spec.path("publicKey"), certificate);
      }
      case "intoto 0.0.2" -> {
        JsonNode content = spec.path("content");
        JsonNode signatures = content.path("envelope").path("signatures");
        require(signatures.size() == 1);
        requireHash(content.path("payloadHash"), envelope.payload());
        // There it is written in base64 twice.
        requireSame(
            Documents.base64(
                new String(bytesOf(signatures.path(0).path("sig")), StandardCharsets.ISO_8859_1),
                "the signature of its entry"),
            signature(envelope));
        requireCertificate(signatures.path(0).path("publicKey"), certificate);
      }
      default -> throw new UnacceptableException("its entry in the log is of a kind unknown here");
    }
  }

  private static byte[] signature(Envelope envelope) {
    return envelope.signatures().getFirst();
  }

  private static byte[] bytesOf(JsonNode text) throws UnacceptableException {
    return Documents.base64(text, "a part of its entry in the log");
  }

  private static void requireHash(JsonNode hash, byte[] content)
      throws UnacceptableException, GeneralSecurityException {
    require(
        hash.path("algorithm").asText().equals("sha256")
            && hash.path("value").asText().equals(HexFormat.of().formatHex(Sha256.of(content))));
  }

  private static void requireSame(byte[] one, byte[] other) throws UnacceptableException {
    require(MessageDigest.isEqual(one, other));
  }

  /** By what it holds: a PEM's lines may be of any length. */
  private static void requireCertificate(JsonNode pem, X509Certificate certificate)
      throws UnacceptableException, GeneralSecurityException {
    String body =
        new String(bytesOf(pem), StandardCharsets.ISO_8859_1)
            .replaceAll("-----(BEGIN|END) CERTIFICATE-----|\\s", "");
    byte[] encoded;
    try {
      encoded = Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException _) {
      throw new UnacceptableException(ANOTHER);
    }
    requireSame(encoded, certificate.getEncoded());
  }

  private static void require(boolean same) throws UnacceptableException {
    if (!same) {
      throw new UnacceptableException(ANOTHER);
    }
  }
}

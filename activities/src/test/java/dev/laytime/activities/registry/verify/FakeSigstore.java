package dev.laytime.activities.registry.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A Sigstore of one's own: an authority that gives certificates, the log of those, and the log of
 * signatures. Who has its trusted root trusts them.
 */
final class FakeSigstore {

  static final Instant SIGNED_AT = Instant.parse("2026-11-01T12:05:00Z");
  static final String LOG = "rekor.test";

  final FakeAuthority authority = new FakeAuthority();
  final SigningKey log = SigningKey.p256();

  /** Whom it all comes from, in a file. */
  Path trustedRoot(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        {"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
         "tlogs": [%s],
         "certificateAuthorities": [
           {"subject": {"organization": "test", "commonName": "test"}, "uri": "https://fulcio.test",
            "certChain": {"certificates": [{"rawBytes": "%s"}]},
            "validFor": {"start": "2020-01-01T00:00:00Z"}}],
         "ctlogs": [%s]}
        """
            .formatted(
                trusted("https://" + LOG, log),
                base64(encoded(authority.certificate())),
                trusted("https://ctlog.test", authority.certificateLog())));
  }

  private static String trusted(String address, SigningKey key) {
    return """
    {"baseUrl": "%s", "hashAlgorithm": "SHA2_256",
     "publicKey": {"rawBytes": "%s", "keyDetails": "PKIX_ECDSA_P256_SHA_256",
       "validFor": {"start": "2020-01-01T00:00:00Z"}},
     "logId": {"keyId": "%s"}}\
    """
        .formatted(
            address,
            base64(key.pair().getPublic().getEncoded()),
            base64(sha256(key.pair().getPublic().getEncoded())));
  }

  /** What differs from what is good. */
  record Making(String identity, String issuer, Instant loggedAt, boolean certificateLogged) {

    static final Making GOOD =
        new Making("https://ci.test/team/app", "https://issuer.test", SIGNED_AT, true);

    Making by(String other) {
      return new Making(other, issuer, loggedAt, certificateLogged);
    }

    Making from(String other) {
      return new Making(identity, other, loggedAt, certificateLogged);
    }

    Making at(Instant other) {
      return new Making(identity, issuer, other, certificateLogged);
    }

    Making withUnloggedCertificate() {
      return new Making(identity, issuer, loggedAt, false);
    }
  }

  /** A bundle of a statement. */
  byte[] bundle(String statement, Making making) {
    SigningKey key = SigningKey.p256();
    X509Certificate certificate = authority.issue(key.pair().getPublic(), making);
    String envelope = key.envelope(statement);
    String body = body(Entry.DSSE, envelope, statement, base64(utf8(pem(certificate))));
    return bundle("\"dsseEnvelope\": " + envelope, body, certificate, making);
  }

  /** A bundle of a document's signature. */
  byte[] bundle(byte[] document, Making making) {
    SigningKey key = SigningKey.p256();
    X509Certificate certificate = authority.issue(key.pair().getPublic(), making);
    String signature = key.base64(document);
    String content =
        """
        "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "%s"},
          "signature": "%s"}\
        """
            .formatted(base64(sha256(document)), signature);
    return bundle(content, hashed(document, certificate, signature), certificate, making);
  }

  /** A signature of cosign's first form. */
  SignedRegistry.Layer layer(String payload, Making making) {
    SigningKey key = SigningKey.p256();
    X509Certificate certificate = authority.issue(key.pair().getPublic(), making);
    String signature = key.base64(utf8(payload));
    String body = hashed(utf8(payload), certificate, signature);
    Map<String, String> annotations = new HashMap<>(annotations(body, certificate, making));
    annotations.put(KeyJudge.SIGNATURE, signature);
    return new SignedRegistry.Layer(SignedRegistry.SIMPLE_SIGNING, utf8(payload), annotations);
  }

  /** How a log keeps attestations of cosign's first form: what became of it over its releases. */
  enum Entry {
    DSSE,
    INTOTO_1,
    INTOTO_2
  }

  /** An attestation of cosign's first form. */
  SignedRegistry.Layer attestation(String statement, Entry entry, Making making) {
    SigningKey key = SigningKey.p256();
    X509Certificate certificate = authority.issue(key.pair().getPublic(), making);
    String envelope = key.envelope(statement);
    String body = body(entry, envelope, statement, base64(utf8(pem(certificate))));
    return new SignedRegistry.Layer(
        SignedRegistry.ENVELOPE, utf8(envelope), annotations(body, certificate, making));
  }

  private static String body(Entry entry, String envelope, String statement, String verifier) {
    String signature = envelope.replaceAll("(?s).*\"sig\": \"([^\"]*)\".*", "$1");
    String whole = hex(sha256(utf8(envelope)));
    String payload = hex(sha256(utf8(statement)));
    return switch (entry) {
      case DSSE ->
          """
          {"apiVersion":"0.0.1","kind":"dsse","spec":{"envelopeHash":{"algorithm":"sha256",\
          "value":"%s"},"payloadHash":{"algorithm":"sha256","value":"%s"},\
          "signatures":[{"signature":"%s","verifier":"%s"}]}}\
          """
              .formatted(whole, payload, signature, verifier);
      case INTOTO_1 ->
          """
          {"apiVersion":"0.0.1","kind":"intoto","spec":{"content":{"hash":{"algorithm":"sha256",\
          "value":"%s"},"payloadHash":{"algorithm":"sha256","value":"%s"}},"publicKey":"%s"}}\
          """
              .formatted(whole, payload, verifier);
      case INTOTO_2 ->
          """
          {"apiVersion":"0.0.2","kind":"intoto","spec":{"content":{"envelope":{"payloadType":\
          "application/vnd.in-toto+json","signatures":[{"publicKey":"%s","sig":"%s"}]},\
          "hash":{"algorithm":"sha256","value":"%s"},\
          "payloadHash":{"algorithm":"sha256","value":"%s"}}}}\
          """
              .formatted(verifier, base64(utf8(signature)), whole, payload);
    };
  }

  private Map<String, String> annotations(String body, X509Certificate certificate, Making making) {
    String entry = base64(utf8(body));
    return Map.of(
        "dev.sigstore.cosign/certificate",
        pem(certificate),
        "dev.sigstore.cosign/bundle",
        """
        {"SignedEntryTimestamp": "%s", "Payload": {"body": "%s", "integratedTime": %d,
         "logIndex": 0, "logID": "%s"}}\
        """
            .formatted(
                promise(entry, making), entry, making.loggedAt().getEpochSecond(), hex(logId())));
  }

  private static String hashed(byte[] document, X509Certificate certificate, String signature) {
    return """
    {"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256",\
    "value":"%s"}},"signature":{"content":"%s","publicKey":{"content":"%s"}}}}\
    """
        .formatted(hex(sha256(document)), signature, base64(utf8(pem(certificate))));
  }

  private byte[] bundle(String content, String body, X509Certificate certificate, Making making) {
    String entry = base64(utf8(body));
    byte[] leaf = new byte[body.length() + 1];
    System.arraycopy(utf8(body), 0, leaf, 1, body.length());
    byte[] root = sha256(leaf);
    return utf8(
        """
        {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
         "verificationMaterial": {"certificate": {"rawBytes": "%s"},
           "tlogEntries": [{"logIndex": "0", "logId": {"keyId": "%s"},
             "kindVersion": {"kind": "dsse", "version": "0.0.1"}, "integratedTime": "%d",
             "inclusionPromise": {"signedEntryTimestamp": "%s"},
             "inclusionProof": {"logIndex": "0", "rootHash": "%s", "treeSize": "1", "hashes": [],
               "checkpoint": {"envelope": "%s"}},
             "canonicalizedBody": "%s"}]},
         %s}
        """
            .formatted(
                base64(encoded(certificate)),
                base64(logId()),
                making.loggedAt().getEpochSecond(),
                promise(entry, making),
                base64(root),
                checkpoint(root).replace("\n", "\\n"),
                entry,
                content));
  }

  private String promise(String entry, Making making) {
    return log.base64(
        utf8(
            "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"%s\",\"logIndex\":0}"
                .formatted(entry, making.loggedAt().getEpochSecond(), hex(logId()))));
  }

  private String checkpoint(byte[] root) {
    String signed = "%s - 1\n1\n%s\n".formatted(LOG, base64(root));
    byte[] signature = log.sign(utf8(signed));
    byte[] hinted = new byte[signature.length + 4];
    System.arraycopy(logId(), 0, hinted, 0, 4);
    System.arraycopy(signature, 0, hinted, 4, signature.length);
    return "%s\n\u2014 %s %s\n".formatted(signed, LOG, base64(hinted));
  }

  private byte[] logId() {
    return sha256(log.pair().getPublic().getEncoded());
  }

  static String pem(X509Certificate certificate) {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(certificate)));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] content) {
    return HexFormat.of().formatHex(content);
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.laytime.activities.registry.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Somebody's key, who signs as cosign does. */
record SigningKey(KeyPair pair, String algorithm) {

  static SigningKey p256() {
    return of("P-256");
  }

  /** A new one, of a kind by name. */
  static SigningKey of(String kind) {
    try {
      return switch (kind) {
        case "P-256" -> elliptic("secp256r1", "SHA256withECDSA");
        case "P-384" -> elliptic("secp384r1", "SHA256withECDSA");
        case "P-384 with SHA-384" -> elliptic("secp384r1", "SHA384withECDSA");
        case "Ed25519" ->
            new SigningKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
        case "RSA 2048" -> rsa(2048);
        case "RSA 1024" -> rsa(1024);
        default -> throw new IllegalArgumentException(kind);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKey elliptic(String curve, String algorithm)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return new SigningKey(generator.generateKeyPair(), algorithm);
  }

  private static SigningKey rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return new SigningKey(generator.generateKeyPair(), "SHA256withRSA");
  }

  byte[] sign(byte[] content) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(pair.getPrivate());
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(sign(content));
  }

  /** A bundle of a statement, as cosign 3 leaves it. */
  byte[] bundle(String statement) {
    return """
    {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
     "verificationMaterial": {"publicKey": {"hint": "x"}}, "dsseEnvelope": %s}
    """
        .formatted(envelope(statement))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A bundle of a signature of a document. */
  byte[] bundle(byte[] document) {
    return """
    {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
     "verificationMaterial": {"publicKey": {"hint": "x"}},
     "messageSignature": {"signature": "%s"}}
    """
        .formatted(base64(document))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An envelope of a statement. */
  String envelope(String statement) {
    String payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
    return """
    {"payloadType": "application/vnd.in-toto+json", "payload": "%s",
     "signatures": [{"keyid": "", "sig": "%s"}]}\
    """
        .formatted(payload, base64(Documented.pae(statement)));
  }

  /** The public half, in a file. */
  Path publicTo(Path file) throws IOException {
    return Files.writeString(file, pem());
  }

  String pem() {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(
            Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded()));
  }
}

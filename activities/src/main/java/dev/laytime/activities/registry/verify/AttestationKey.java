package dev.laytime.activities.registry.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that this installation signs its attestations with. It is of Ed25519, whose signatures
 * are the same for the same content: what is attested twice is there once.
 */
public final class AttestationKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*+)-----END PRIVATE KEY-----");
  private static final int LARGEST_FILE = 64 * 1024;

  private final PrivateKey key;

  private AttestationKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @param file as {@code openssl genpkey -algorithm ed25519} writes it
   * @throws IOException if it cannot be read, or holds anything else; it says nothing of its
   *     content
   */
  public static AttestationKey read(Path file) throws IOException {
    Matcher block = BLOCK.matcher(text(file));
    if (!block.find()) {
      throw new IOException("it holds no private key in PEM form (PKCS #8, not encrypted)");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(1).strip());
      return new AttestationKey(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // What a parser says might quote it.
      throw new IOException("its key is not of Ed25519, or damaged");
    }
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IOException("it is too large");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    }
  }

  byte[] sign(byte[] content) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK signs with Ed25519", e);
    }
  }
}

package dev.laytime.activities.registry.verify;

import dev.laytime.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A public key that signatures are tried with, as cosign makes and uses them. */
final class TrustedKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----([^-]*+)-----END \\1-----");
  private static final int LARGEST_FILE = 1024 * 1024;
  private static final int SHORTEST_RSA = 2048;

  private final PublicKey key;
  private final List<String> algorithms;

  private TrustedKey(PublicKey key, List<String> algorithms) {
    this.key = key;
    this.algorithms = algorithms;
  }

  /**
   * The keys of a PEM file.
   *
   * @return at least one
   * @throws IOException if it cannot be read, or holds anything else
   */
  static List<TrustedKey> read(Path file) throws IOException {
    List<TrustedKey> keys = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      if (!blocks.group(1).equals("PUBLIC KEY")) {
        throw new IOException("it holds a " + blocks.group(1) + ", where only public keys belong");
      }
      keys.add(of(decode(blocks.group(2))));
    }
    if (keys.isEmpty()) {
      throw new IOException("it holds no public key in PEM form");
    }
    return List.copyOf(keys);
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

  private static byte[] decode(String body) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(body.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private static TrustedKey of(byte[] encoded) throws IOException {
    for (String kind : List.of("EC", "RSA", "Ed25519")) {
      PublicKey key = as(kind, encoded);
      if (key != null) {
        return new TrustedKey(key, algorithms(key));
      }
    }
    throw new IOException("its key is none of ECDSA, RSA and Ed25519, or damaged");
  }

  private static @Nullable PublicKey as(String kind, byte[] encoded) {
    try {
      return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      return null; // of another kind
    }
  }

  /** cosign hashes with SHA-256 for every curve, Sigstore's newer tools as the curve has it. */
  private static List<String> algorithms(PublicKey key) throws IOException {
    return switch (key) {
      case ECPublicKey ec ->
          switch (ec.getParams().getOrder().bitLength()) {
            case 256 -> List.of("SHA256withECDSA");
            case 384 -> List.of("SHA256withECDSA", "SHA384withECDSA");
            case 521 -> List.of("SHA256withECDSA", "SHA512withECDSA");
            default -> throw new IOException("its key is on a curve that nobody signs with");
          };
      case RSAPublicKey rsa -> {
        if (rsa.getModulus().bitLength() < SHORTEST_RSA) {
          throw new IOException(
              "its RSA key has %d bits; %d are the least that count"
                  .formatted(rsa.getModulus().bitLength(), SHORTEST_RSA));
        }
        yield List.of("SHA256withRSA");
      }
      default -> List.of("Ed25519");
    };
  }

  /** Of what the key is, not of how its file is written. */
  String fingerprint() {
    return Sha256.digest(key.getEncoded()).value();
  }

  /** Whether a signature of some bytes was made with it. */
  boolean signed(byte[] content, byte[] signature) {
    return algorithms.stream().anyMatch(algorithm -> signed(algorithm, content, signature));
  }

  private boolean signed(String algorithm, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // bytes that are no signature of that kind
    }
  }
}

package dev.laytime.activities.registry.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Private keys as OpenSSL writes them: PKCS#8, and the older forms for RSA (PKCS#1) and for
 * elliptic curves (SEC 1), which are put into the first.
 */
final class PrivateKeys {

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xa0;

  private PrivateKeys() {}

  /**
   * The first key of a file.
   *
   * @throws IOException if there is none, or none that can be used; it shows nothing of the key
   */
  static PrivateKey read(Path file) throws IOException {
    return first(Pem.read(file));
  }

  /** The first key of some blocks; fails as {@link #read} does. */
  static PrivateKey first(List<Pem> blocks) throws IOException {
    for (Pem block : blocks) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(block.content());
        }
        case "RSA PRIVATE KEY" -> {
          return key(wrap(RSA, block.content()));
        }
        case "EC PRIVATE KEY" -> {
          return key(wrap(element(SEQUENCE, EC, curve(block.content())), block.content()));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw new IOException("it is encrypted");
        default -> {}
      }
    }
    throw new IOException("it holds no private key");
  }

  /** Whether what a private key signs is what a public key verifies. */
  static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws IOException {
    String algorithm = SIGNATURES.get(privateKey.getAlgorithm());
    byte[] text = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(String.valueOf(algorithm));
      signature.initSign(privateKey);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (InvalidKeyException e) {
      return false; // of another kind
    } catch (GeneralSecurityException e) {
      throw new IOException("it cannot be used", e);
    }
  }

  private static PrivateKey key(byte[] pkcs8) throws IOException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // it is of another kind, and another may take it
      } catch (GeneralSecurityException e) {
        throw new IOException("it cannot be used", e);
      }
    }
    throw new IOException("it holds a key that is neither RSA, EC nor EdDSA, or damaged");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
  }

  /** The name of the curve that stands in a SEC 1 key. */
  private static byte[] curve(byte[] key) throws IOException {
    try {
      ByteBuffer fields = content(ByteBuffer.wrap(key));
      while (fields.hasRemaining()) {
        int tag = fields.get(fields.position()) & 0xff;
        ByteBuffer field = content(fields);
        if (tag == CURVE) {
          byte[] name = new byte[field.remaining()];
          field.get(name);
          return name;
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("it is damaged", e);
    }
    throw new IOException("its key does not say its curve; `openssl pkcs8 -topk8 -nodes` mends it");
  }

  /** What the next element holds; the buffer goes on behind it. */
  private static ByteBuffer content(ByteBuffer elements) {
    elements.get();
    int length = length(elements);
    if (length > elements.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer content = elements.slice(elements.position(), length);
    elements.position(elements.position() + length);
    return content;
  }

  private static int length(ByteBuffer elements) {
    int first = elements.get() & 0xff;
    return switch (first) {
      case 0x81 -> elements.get() & 0xff;
      case 0x82 -> elements.getShort() & 0xffff;
      default -> {
        if (first > 0x82) {
          throw new IllegalArgumentException("longer than any key");
        }
        yield first;
      }
    };
  }

  private static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x80) {
      element.write(0x82);
      element.write(length >> 8);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}

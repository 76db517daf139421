package dev.laytime.activities.registry.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----([^-]*+)-----END \\1-----");
  private static final int LONGEST = 4 * 1024 * 1024;

  private final String label;
  private final byte[] content;

  private Pem(String label, byte[] content) {
    this.label = label;
    this.content = content;
  }

  /** What it holds, as in {@code CERTIFICATE}. */
  String label() {
    return label;
  }

  byte[] content() {
    return content.clone();
  }

  /** The blocks of a file, in its order; text around them does not count. */
  static List<Pem> read(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("it is too large");
      }
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    }
  }

  /** The certificates of a file: at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    return certificates(read(file));
  }

  /** The certificates among some blocks: at least one. */
  static List<X509Certificate> certificates(List<Pem> blocks) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(block.certificate());
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("it holds no certificate");
    }
    return certificates;
  }

  /** The blocks of a text. */
  static List<Pem> parse(String text) throws IOException {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Pem(matcher.group(1), decode(matcher.group(2))));
    }
    return blocks;
  }

  /** Old forms have headers: those of an encrypted key, which nobody here could use. */
  private static byte[] decode(String body) throws IOException {
    if (body.contains(":")) {
      throw new IOException("it is encrypted");
    }
    try {
      return Base64.getMimeDecoder().decode(body.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged", e);
    }
  }

  private X509Certificate certificate() throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(content));
    } catch (CertificateException e) {
      throw new IOException("it holds a certificate that is none", e);
    }
  }

  /** Never what it holds: that may be a key. */
  @Override
  public String toString() {
    return "Pem[" + label + "]";
  }
}

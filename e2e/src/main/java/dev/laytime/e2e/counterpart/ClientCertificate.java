package dev.laytime.e2e.counterpart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

/**
 * What a server shows to others that it is itself.
 *
 * @param certificate its own authority; in PEM, as the key
 */
record ClientCertificate(String certificate, String key) {

  private static final String PASSWORD = "not-a-secret";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * Makes one.
   *
   * @param name whose
   * @param file that is written, and not needed any more
   */
  static ClientCertificate make(Workspace workspace, String name, Path file) {
    workspace.run(keytool(name, file), PATIENCE).orThrow();
    try (InputStream content = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(content, PASSWORD.toCharArray());
      return new ClientCertificate(
          pem("CERTIFICATE", store.getCertificate(name).getEncoded()),
          pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Read " + file, e);
    }
  }

  private static Command keytool(String name, Path file) {
    return Command.of(
        "keytool",
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        name,
        "-dname",
        "CN=" + name,
        "-keyalg",
        "EC",
        "-ext",
        "ExtendedKeyUsage=clientAuth",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        file.toString());
  }

  /** A text that holds bytes. */
  static String pem(String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }
}

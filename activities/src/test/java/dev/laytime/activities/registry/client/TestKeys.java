package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its certificate for 127.0.0.1, signed by itself or by an authority; made when they are
 * wanted.
 */
record TestKeys(PrivateKey key, X509Certificate certificate) {

  private static final String PASSWORD = "password";
  private static final String HERE = "san=ip:127.0.0.1";

  /**
   * Makes a pair with the JDK's own tool.
   *
   * @param algorithm {@code EC}, {@code RSA} or {@code Ed25519}
   */
  static TestKeys make(Path directory, String name, String algorithm)
      throws IOException, GeneralSecurityException {
    return make(directory.resolve(name + ".p12"), name, algorithm, HERE, List.of());
  }

  /** An authority of its own, with the pairs that it signs. */
  static Authority authority(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("authority.p12");
    return new Authority(file, make(file, "authority", "EC", HERE, List.of("-ext", "bc:c")));
  }

  /**
   * Whom a client may believe.
   *
   * @param keys its own
   */
  record Authority(Path file, TestKeys keys) {

    /** A server's pair that is good. */
    TestKeys sign(String name) throws IOException, GeneralSecurityException {
      return sign(name, HERE, List.of());
    }

    /** One for another host than this. */
    TestKeys signElsewhere(String name) throws IOException, GeneralSecurityException {
      return sign(name, "san=dns:elsewhere.test", List.of());
    }

    /** One that was good yesterday alone. */
    TestKeys signExpired(String name) throws IOException, GeneralSecurityException {
      return sign(name, HERE, List.of("-startdate", "-2d", "-validity", "1"));
    }

    /** One that is good from tomorrow on. */
    TestKeys signEarly(String name) throws IOException, GeneralSecurityException {
      return sign(name, HERE, List.of("-startdate", "+1d"));
    }

    private TestKeys sign(String name, String whose, List<String> more)
        throws IOException, GeneralSecurityException {
      List<String> options = new ArrayList<>(List.of("-signer", "authority"));
      options.addAll(more);
      return make(file, name, "EC", whose, options);
    }
  }

  private static TestKeys make(
      Path file, String name, String algorithm, String whose, List<String> more)
      throws IOException, GeneralSecurityException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                whose,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(more);
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(tool.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (!Files.exists(file)) {
      throw new IOException(said);
    }
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    if (!store.containsAlias(name)) {
      throw new IOException(said);
    }
    return new TestKeys(
        (PrivateKey) store.getKey(name, PASSWORD.toCharArray()),
        (X509Certificate) store.getCertificate(name));
  }

  /** The certificate as a PEM block. */
  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key as a PEM block of its usual form. */
  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }

  /** TLS as a server with this key, which believes some clients. */
  SSLContext server(List<TestKeys> clients) throws IOException, GeneralSecurityException {
    KeyStore own = empty();
    own.setKeyEntry("server", key, PASSWORD.toCharArray(), new X509Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    KeyStore believed = empty();
    for (TestKeys client : clients) {
      believed.setCertificateEntry(Integer.toString(believed.size()), client.certificate());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(believed);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}

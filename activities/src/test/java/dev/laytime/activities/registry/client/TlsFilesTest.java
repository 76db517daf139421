package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom we believe, and to whom we show who we are. */
class TlsFilesTest {

  private static final byte[] CONTENT = "layer".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB =
      new Descriptor("x", Hashing.digestOf(CONTENT, "sha256"), CONTENT.length, null);
  private static final String PATH = "/v2/app/blobs/" + BLOB.digest();

  @TempDir static Path made;
  private static TestKeys house;
  private static TestKeys curved;
  private static TestKeys plain;
  private static TestKeys edwards;

  @TempDir Path directory;
  private SecureServer registry;
  private SecureServer elsewhere;

  @BeforeAll
  static void makeKeys() throws Exception {
    house = TestKeys.make(made, "house", "EC");
    curved = TestKeys.make(made, "curved", "EC");
    plain = TestKeys.make(made, "plain", "RSA");
    edwards = TestKeys.make(made, "edwards", "Ed25519");
  }

  @BeforeEach
  void startServers() throws Exception {
    registry = new SecureServer(house.server(List.of(curved, plain, edwards)));
    elsewhere = new SecureServer(house.server(List.of(curved, plain, edwards)));
  }

  @AfterEach
  void stopServers() {
    registry.close();
    elsewhere.close();
  }

  @Test
  void trustsAnAuthorityForTheRegistryAlone() throws Exception {
    Path ca = write("ca.pem", "subject=house\n" + house.certificatePem());
    RegistrySettings trusting = settings(registry, new TlsFiles(ca, null, null));
    RegistrySettings other = new RegistrySettings(elsewhere.address(), null, false);
    try (RegistryClient client = client(trusting, other)) {
      assertThat(app(client, registry).has(BLOB)).isTrue();
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> app(client, elsewhere).has(BLOB));
      assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
      assertThat(failed.hint()).contains("`ca` of that registry");
    }
    assertThat(registry.whoAsked()).containsExactly("");
    assertThat(elsewhere.seen).isEmpty();
  }

  @Test
  void trustsTheSystemsAuthoritiesWhereItIsToldOfAnother() throws Exception {
    assertThat(RegistryTls.trusted(write("ca.pem", house.certificatePem())))
        .contains(house.certificate())
        .containsAll(RegistryTls.trusted(null))
        .hasSizeGreaterThan(1);
  }

  @Test
  void showsItsCertificateToTheRegistryAndToNobodyThatThisNames() throws Exception {
    String realm = "Bearer realm=\"https://%s/token\"".formatted(elsewhere.address());
    elsewhere.answer("/token?scope=repository%3Aapp%3Apull", 200, Map.of(), "{\"token\":\"t\"}");
    elsewhere.answer("/store", 200, Map.of(), "layer");
    registry.answer(PATH, 401, Map.of("WWW-Authenticate", realm), "");
    try (RegistryClient client = client(settings(registry, identity(curved, curved.keyPem())))) {
      assertThat(
              catchThrowableOfType(RegistryException.class, () -> app(client, registry).has(BLOB)))
          .isNotNull();
      String store = "https://%s/store".formatted(elsewhere.address());
      registry.answer(PATH, 307, Map.of("Location", store), "");
      try (InputStream content = app(client, registry).open(BLOB)) {
        assertThat(content.readAllBytes()).isEqualTo(CONTENT);
      }
    }
    assertThat(registry.whoAsked()).containsExactly("CN=curved", "CN=curved", "CN=curved");
    assertThat(elsewhere.seen)
        .extracting(SecureServer.Seen::target)
        .containsExactly("/token?scope=repository%3Aapp%3Apull", "/store");
    assertThat(elsewhere.whoAsked()).containsOnly("");
  }

  @Test
  void goesOnWithAConnectionOnWhichItShowedItsCertificate() throws Exception {
    try (RegistryClient client = client(settings(registry, identity(curved, curved.keyPem())))) {
      for (int i = 0; i < 3; i++) {
        app(client, registry).has(BLOB);
      }
    }
    assertThat(registry.seen).hasSize(3);
    assertThat(registry.seen.stream().map(SecureServer.Seen::port).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"PKCS8 EC", "PKCS8 RSA", "PKCS8 EdDSA", "PKCS1 RSA", "SEC1 EC"})
  void takesKeysInTheFormsThatOpensslWrites(String form) throws Exception {
    TestKeys keys = form.endsWith("RSA") ? plain : form.endsWith("EdDSA") ? edwards : curved;
    byte[] pkcs8 = keys.key().getEncoded();
    String key =
        switch (form) {
          // behind the constant head of a key of 2048 to 4096 bits
          case "PKCS1 RSA" ->
              TestKeys.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
          case "SEC1 EC" -> sec1((ECPrivateKey) keys.key());
          default -> keys.keyPem();
        };
    try (RegistryClient client = client(settings(registry, identity(keys, key)))) {
      app(client, registry).has(BLOB);
    }
    assertThat(registry.whoAsked())
        .containsExactly(keys.certificate().getSubjectX500Principal().getName());
  }

  @Test
  void takesFilesAnewWhenTheyFitTogetherAgain() throws Exception {
    registry.answer(PATH, 200, Map.of("Connection", "close"), "");
    try (RegistryClient client = client(settings(registry, identity(curved, curved.keyPem())))) {
      app(client, registry).has(BLOB);
      write("cert.pem", plain.certificatePem());
      app(client, registry).has(BLOB);
      write("key.pem", plain.keyPem());
      app(client, registry).has(BLOB);
    }
    assertThat(registry.whoAsked()).containsExactly("CN=curved", "CN=curved", "CN=plain");
  }

  @Test
  void saysWhichFileIsOfNoUse() throws Exception {
    TlsFiles good = identity(curved, curved.keyPem());
    TlsFiles absent = new TlsFiles(directory.resolve("gone.pem"), null, null);
    TlsFiles empty = new TlsFiles(write("empty.pem", curved.keyPem()), null, null);
    assertThat(said(absent)).contains("ca ").contains("gone.pem: there is no such file");
    assertThat(said(empty)).contains("empty.pem: it holds no certificate");
    assertThat(said(with(good, plain.keyPem()))).contains("it is not the key of the certificate");
    assertThat(said(with(good, edwards.keyPem()))).contains("it is not the key of the certificate");
    assertThat(said(with(good, curved.certificatePem()))).contains("it holds no private key");
    assertThat(said(with(good, TestKeys.pem("ENCRYPTED PRIVATE KEY", CONTENT))))
        .contains("it is encrypted");
    assertThat(said(with(good, TestKeys.pem("EC PRIVATE KEY", new byte[] {0x30, 9, 2}))))
        .contains("it is damaged");
    assertThat(said(with(good, TestKeys.pem("PRIVATE KEY", CONTENT)))).contains("or damaged");
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void saysThatTheRegistryWantsAnotherCertificate() {
    RegistryException failed =
        RegistryErrors.broken(
            "pull", new SSLHandshakeException("Received fatal alert: certificate_required"));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(failed.hint()).contains("`client-cert` and `client-key`");
  }

  @Test
  void wantsACertificateAndItsKeyOrNeither() {
    assertThatThrownBy(() -> new TlsFiles(null, directory, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String said(TlsFiles files) {
    try (RegistryClient client = client(settings(registry, files))) {
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> app(client, registry).has(BLOB));
      assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
      return failed.said();
    }
  }

  /** As OpenSSL does: with the curve's name, without the public key. */
  private static String sec1(ECPrivateKey key) {
    byte[] number = key.getS().toByteArray();
    boolean wide = key.getParams().getCurve().getField().getFieldSize() > 256;
    int size = wide ? 48 : 32;
    byte[] fixed = new byte[size];
    int length = Math.min(number.length, size);
    System.arraycopy(number, number.length - length, fixed, size - length, length);
    String curve = wide ? "a00706052b81040022" : "a00a06082a8648ce3d030107";
    String fields = "02010104%02x%s%s".formatted(size, HexFormat.of().formatHex(fixed), curve);
    String whole = "30%02x%s".formatted(fields.length() / 2, fields);
    return TestKeys.pem("EC PRIVATE KEY", HexFormat.of().parseHex(whole));
  }

  private TlsFiles identity(TestKeys keys, String key) throws Exception {
    return new TlsFiles(
        write("ca.pem", house.certificatePem()),
        write("cert.pem", keys.certificatePem()),
        write("key.pem", key));
  }

  private TlsFiles with(TlsFiles files, String key) throws IOException {
    write("key.pem", key);
    return files;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** On this machine TLS is spoken where there are files for it. */
  private static RegistrySettings settings(SecureServer server, TlsFiles files) {
    return new RegistrySettings(server.address(), null, null).with(files);
  }

  private static RegistryClient client(RegistrySettings... settings) {
    return new RegistryClient(ClientSettings.of(Stream.of(settings).toList(), Credentials.NONE));
  }

  private static RemoteRepository app(RegistryClient client, SecureServer server) {
    return client.source(Repository.parse(server.address() + "/app"));
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.LayoutStore;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an evil registry tries, on every way on which it can send somebody somewhere. The canary is
 * whom it wants to hear from.
 */
class AttacksTest {

  private static final Credential ANNA = new Credential.UsernamePassword("anna", "secret");
  private static final String BASIC = "Basic YW5uYTpzZWNyZXQ=";

  /**
   * Where nobody is ever sent. The unspecified address reaches this machine, where the canary
   * listens at PORT; the registry listens at OWN.
   */
  static final List<String> FORBIDDEN =
      List.of(
          "http://0.0.0.0:PORT/x",
          "http://[::]:PORT/x",
          "http://[::ffff:0.0.0.0]:PORT/x",
          "http://unspecified.test:PORT/x",
          "http://mixed.test:PORT/x",
          "http://169.254.169.254/latest/meta-data",
          "http://[::ffff:169.254.169.254]/latest/meta-data",
          "http://[64:ff9b::169.254.169.254]/latest/meta-data",
          "http://[2002:a9fe:a9fe::]/latest/meta-data",
          "http://[fd00:ec2::254]/latest/meta-data",
          "http://metadata.test/latest/meta-data",
          "http://[fe80::1]/x",
          "http://224.0.0.1/x",
          "http://2852039166/latest/meta-data",
          "http://0xa9fea9fe/latest/meta-data",
          "http://0251.0376.0251.0376/latest/meta-data",
          "http://0:PORT/x",
          "http://0x0:PORT/x",
          "http://anna:secret@127.0.0.1:PORT/x",
          "http://registry.test:OWN@127.0.0.1:PORT/x",
          "ftp://127.0.0.1:PORT/x",
          "file:///etc/passwd");

  /** Where a registry on the open network sends nobody, though one in here may. */
  static final List<String> INWARD =
      List.of(
          "http://127.0.0.1:PORT/x",
          "http://[::1]:PORT/x",
          "http://[::ffff:127.0.0.1]:PORT/x",
          "http://[64:ff9b::127.0.0.1]:PORT/x",
          "http://inward.test:PORT/x",
          "http://half.test:PORT/x",
          "http://2130706433:PORT/x",
          "http://0x7f000001:PORT/x",
          "http://10.0.0.1/x",
          "http://[::ffff:10.0.0.1]/x",
          "http://192.168.1.1/x",
          "http://100.64.0.1/x",
          "http://[fd00::1]/x");

  @TempDir static Path made;
  private static TestKeys house;

  @TempDir Path directory;
  private final FakeNames names =
      new FakeNames()
          .name("registry.test", "127.0.0.1")
          .name("canary.test", "127.0.0.1")
          .name("inward.test", "127.0.0.1")
          .name("half.test", "8.8.8.8", "127.0.0.1")
          .name("mixed.test", "127.0.0.1", "0.0.0.0")
          .name("unspecified.test", "0.0.0.0")
          .name("metadata.test", "169.254.169.254");
  private CannedServer registry;
  private CannedServer canary;
  private RemoteRepository app;
  private Transport transport;

  @BeforeAll
  static void makeKeys() throws Exception {
    house = TestKeys.make(made, "house", "EC");
  }

  @BeforeEach
  void startServers() throws IOException {
    registry = new CannedServer();
    canary = new CannedServer();
    connect(Endpoint.of(at("registry.test", registry), plain()), Optional.of(ANNA));
  }

  @AfterEach
  void stopServers() {
    transport.close();
    registry.close();
    canary.close();
  }

  @ParameterizedTest
  @FieldSource("FORBIDDEN")
  void isNeverSentToAnInnerAddress(String target) {
    logIn();
    assertRefusedOnEveryWay(registry::answer, filled(target));
  }

  @ParameterizedTest
  @FieldSource("FORBIDDEN")
  void isNotSentToATokenServerThereEither(String target) {
    reconnect(Optional.empty());
    Way.REALM.lead(registry::answer, filled(target));
    assertRefused(Way.REALM);
    assertThat(canary.seen).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("INWARD")
  void isNotSentInwardByARegistryOnTheOpenNetwork(String target) {
    names.show("registry.test", "8.8.8.8");
    logIn();
    assertRefusedOnEveryWay(registry::answer, filled(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:PORT/x", "http://127.0.0.1:OWN/x", "HTTP://canary.test:PORT/x"})
  void isNotSentAwayFromTls(String target) throws Exception {
    try (SecureServer secure = new SecureServer(house.server(List.of()))) {
      transport.close();
      Path ca = Files.writeString(directory.resolve("ca.pem"), house.certificatePem());
      TlsFiles files = new TlsFiles(ca, null, null);
      connect(
          Endpoint.of(
              secure.address(), new RegistrySettings(secure.address(), null, null).with(files)),
          Optional.of(ANNA));
      String own = secure.address().substring(secure.address().indexOf(':') + 1);
      assertRefusedOnEveryWay(secure::answer, filled(target.replace("OWN", own)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REALM")
  void showsNobodyElseItsPassword(Way way) {
    canary.otherwise(500, Map.of());
    logIn();
    way.lead(registry::answer, "http://" + at("canary.test", canary) + "/x");
    assertThat(catchThrowable(() -> way.follow(app))).isInstanceOf(RegistryException.class);
    way.lead(registry::answer, "http://" + at("registry.test", canary) + "/x");
    assertThat(catchThrowable(() -> way.follow(app))).isInstanceOf(RegistryException.class);
    assertThat(canary.seen)
        .hasSize(2)
        .extracting(CannedServer.Seen::authorization)
        .containsOnlyNulls();
    assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
  }

  static Stream<Arguments> challenges() {
    return Arrays.stream(Way.values())
        .filter(way -> way != Way.REALM)
        .flatMap(way ->
            Stream.of("Basic realm=\"x\"", Way.bearer("http://registry.test:PORT/token"))
                .map(challenge -> Arguments.of(way, challenge)));
  }

  @ParameterizedTest
  @MethodSource("challenges")
  void learnsNothingFromWhomItIsSentTo(Way way, String challenge) {
    canary.otherwise(401, Map.of("WWW-Authenticate", filled(challenge)));
    way.lead(registry::answer, "http://" + at("canary.test", canary) + "/x");
    for (int attempt = 0; attempt < 2; attempt++) {
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> way.follow(app));
      assertThat(failed.type()).isEqualTo(FailureType.UNAUTHORIZED);
    }
    assertThat(canary.seen).extracting(CannedServer.Seen::target).allMatch(to -> to.contains("/x"));
    assertThat(Stream.of(registry, canary).flatMap(server -> server.seen.stream()))
        .extracting(CannedServer.Seen::authorization)
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void givesNoCredentialToATokenServerElsewhereWithoutTls(Credential credential) {
    reconnect(Optional.of(credential));
    Way.REALM.lead(registry::answer, "http://" + at("canary.test", canary) + "/x");
    assertRefused(Way.REALM);
    assertThat(canary.seen).isEmpty();
  }

  static Stream<Credential> credentials() {
    return Stream.of(ANNA, new Credential.IdentityToken("refresh"));
  }

  @Test
  void asksATokenServerElsewhereAsNobody() {
    reconnect(Optional.empty());
    Way.REALM.lead(registry::answer, "http://" + at("canary.test", canary) + "/x");
    assertThat(catchThrowable(() -> Way.REALM.follow(app))).isInstanceOf(RegistryException.class);
    assertThat(canary.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly((String) null);
  }

  @Test
  void followsNoTokenServerElsewhere() {
    Way.REALM.lead(registry::answer, "http://" + at("registry.test", registry) + "/token");
    registry.otherwise(307, Map.of("Location", "http://" + at("canary.test", canary) + "/x"));
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> Way.REALM.follow(app));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
    assertThat(canary.seen).isEmpty();
  }

  @Test
  void refusesTheLastStepOfAChainThatBeganWell() throws IOException {
    try (CannedServer store = new CannedServer()) {
      logIn();
      Way.BLOB.lead(registry::answer, "http://" + at("store.test", store) + "/1");
      names.name("store.test", "127.0.0.1");
      store.answer("/1", 307, Map.of("Location", "/2"), "");
      store.answer("/2", 307, Map.of("Location", "http://0.0.0.0:" + canary.port() + "/x"), "");
      assertRefused(Way.BLOB);
      assertThat(store.seen)
          .containsExactly(
              new CannedServer.Seen("GET", "/1", null), new CannedServer.Seen("GET", "/2", null));
    }
    assertThat(canary.seen).isEmpty();
  }

  @Test
  void refusesANameThatMovedInwardSinceItWasUsed() throws IOException {
    try (CannedServer store = new CannedServer()) {
      logIn();
      Way.BLOB.lead(registry::answer, "http://" + at("store.test", store) + "/1");
      names.name("store.test", "127.0.0.1");
      store.answer("/1", 200, Map.of("Connection", "close"), "layer");
      app.open(Way.CONTENT).close();
      names.name("store.test", "0.0.0.0");
      assertRefused(Way.BLOB);
      assertThat(store.seen).hasSize(1);
    }
  }

  @Test
  void goesNotToWhereALayerSaysThatItIs() throws Exception {
    String elsewhere = "http://" + at("canary.test", canary) + "/x";
    String layer =
        descriptor("%s", Way.CONTENT.digest().value(), ",\"urls\":[\"" + elsewhere + "\"]");
    String image =
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s,%s]}"
            .formatted(
                descriptor("x", Way.CONTENT.digest().value(), ""),
                layer.formatted("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
                layer.formatted("application/vnd.oci.image.layer.v1.tar"));
    byte[] bytes = image.getBytes(StandardCharsets.UTF_8);
    Manifest manifest =
        new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(bytes, "sha256"), bytes);
    registry.answer("/v2/app/manifests/" + manifest.digest(), 200, type(), image);
    registry.answer("/v2/app/blobs/" + Way.CONTENT.digest(), 200, "layer");
    new ClosureCopy(
            app,
            LayoutStore.existingOrNew(directory.resolve("layout")),
            new Turns(),
            new CopyTracker())
        .run(
            new ClosureCopy.Selection(
                manifest.digest(), List.of(), false, new Tag("1"), manifest.digest()));
    assertThat(canary.seen).isEmpty();
  }

  @Test
  void followsARedirectOfABlobWithoutItsCredentials() throws IOException {
    logIn();
    Way.BLOB.lead(registry::answer, "http://" + at("canary.test", canary) + "/1?signature=abc");
    canary.answer("/1?signature=abc", 200, "layer");
    try (InputStream content = app.open(Way.CONTENT)) {
      assertThat(content.readAllBytes()).isEqualTo(Way.BYTES);
    }
    assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
    assertThat(canary.seen).containsExactly(new CannedServer.Seen("GET", "/1?signature=abc", null));
  }

  @Test
  void uploadsWhereTheRegistrySaysWithoutCredentialsIfThatIsElsewhere() throws IOException {
    logIn();
    Way.UPLOAD.lead(registry::answer, "http://" + at("canary.test", canary) + "/up?state=s");
    String put = "/up?state=s&digest=" + Way.CONTENT.digest();
    canary.answer(put, 201, "");
    Way.UPLOAD.follow(app);
    assertThat(canary.seen).containsExactly(new CannedServer.Seen("PUT", put, null));
  }

  @Test
  void neverShowsTheSignedPartOfAnAddress() {
    Way.BLOB.lead(registry::answer, "ftp://store.test/x?X-Signature=abc");
    assertThat(catchThrowable(() -> Way.BLOB.follow(app)))
        .hasMessageContaining("ftp://store.test/x")
        .hasMessageNotContaining("abc");
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOB", "LOOK", "PULL"})
  void followsAtMostFiveRedirects(Way way) {
    registry.otherwise(307, Map.of("Location", "http://" + at("registry.test", registry) + "/x"));
    RegistryException failed = catchThrowableOfType(RegistryException.class, () -> way.follow(app));
    assertThat(failed.said()).isEqualTo("it redirects more than 5 times");
    assertThat(registry.seen).hasSize(6);
  }

  private void assertRefusedOnEveryWay(Way.Server evil, String target) {
    for (Way way : Way.values()) {
      way.lead(evil, target);
      assertRefused(way);
      assertThat(canary.seen).as("%s to %s", way, target).isEmpty();
    }
  }

  private void assertRefused(Way way) {
    RegistryException failed = catchThrowableOfType(RegistryException.class, () -> way.follow(app));
    assertThat(failed).as("%s fails", way).isNotNull();
    assertThat(failed.type()).as(failed.getMessage()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
  }

  private String filled(String target) {
    return target
        .replace("PORT", Integer.toString(canary.port()))
        .replace("OWN", Integer.toString(registry.port()));
  }

  /** From now on the registry is shown the password. */
  private void logIn() {
    registry.answer(Way.MANIFEST, 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
    assertThat(catchThrowable(() -> app.find(Tag.LATEST))).isInstanceOf(RegistryException.class);
    assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
  }

  private void reconnect(Optional<Credential> credential) {
    transport.close();
    connect(Endpoint.of(at("registry.test", registry), plain()), credential);
  }

  private void connect(Endpoint endpoint, Optional<Credential> credential) {
    transport =
        new Transport(
            endpoint,
            "test",
            Access.WRITING,
            Proxies.NONE,
            FreeToll::of,
            Transport.Patience.USUAL,
            names);
    Repository repository = Repository.parse(endpoint.registry() + "/app");
    app =
        new RemoteRepository(
            repository,
            new RegistryClient.Connection(
                transport, new Authentication(transport, _ -> credential)),
            Scope.push(repository),
            RegistryMemory.NONE);
  }

  private RegistrySettings plain() {
    String host = at("registry.test", registry);
    return new RegistrySettings(host, URI.create("http://" + host), null);
  }

  private static String at(String host, CannedServer server) {
    return host + ":" + server.port();
  }

  private static Map<String, String> type() {
    return Map.of("Content-Type", MediaTypes.OCI_MANIFEST);
  }

  private static String descriptor(String mediaType, String digest, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(mediaType, digest, Way.BYTES.length, more);
  }
}

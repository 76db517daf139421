package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.LayoutStore;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activity.FailureType;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an evil registry tries, on every way on which it can send somebody somewhere. The canary is
 * whom it wants to hear from.
 */
class AttacksTest {

  private static final Credential ANNA = new Credential.UsernamePassword("anna", "secret");
  private static final String BASIC = "Basic YW5uYTpzZWNyZXQ=";

  @TempDir static Path made;
  private static TestKeys house;

  @TempDir Path directory;
  private final FakeNames names = Lure.names().name("registry.test", "127.0.0.1");
  private CannedServer registry;
  private CannedServer canary;
  private RemoteRepository app;
  private Visitor visitor;

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
    visitor.close();
    registry.close();
    canary.close();
  }

  static Stream<Lure> forAnybody() {
    return lures(Lure.From.ANYWHERE);
  }

  @ParameterizedTest
  @MethodSource("forAnybody")
  void isNeverSentToAnInnerAddress(Lure lure) {
    logIn();
    assertRefusedOnEveryWay(registry::answer, lure);
  }

  static Stream<Lure> fromOutside() {
    return lures(Lure.From.OUTSIDE);
  }

  @ParameterizedTest
  @MethodSource("fromOutside")
  void isNotSentInwardByARegistryOnTheOpenNetwork(Lure lure) {
    names.name("registry.test", "8.8.8.8");
    logIn();
    assertRefusedOnEveryWay(registry::answer, lure);
  }

  /** Nor does it help that one of the registry's own addresses, or the next answer, is inside. */
  @ParameterizedTest
  @MethodSource("fromOutside")
  void isNotSentInwardByARegistryThatIsAlsoInside(Lure lure) {
    names.turns("registry.test", "8.8.8.8 127.0.0.1", "127.0.0.1", "8.8.8.8 127.0.0.1");
    logIn();
    assertRefusedOnEveryWay(registry::answer, lure);
  }

  static Stream<Lure> withoutTls() {
    return Stream.concat(forAnybody(), fromOutside());
  }

  @ParameterizedTest
  @MethodSource("withoutTls")
  void isNotSentToATokenServerThereAsNobody(Lure lure) {
    names.name("registry.test", "8.8.8.8");
    reconnect(Optional.empty());
    Way.REALM.lead(registry::answer, lure.at(canary.port(), registry.port()));
    assertRefused(Way.REALM);
    assertThat(canary.seen).isEmpty();
  }

  static Stream<Lure> fromTls() {
    return lures(Lure.From.TLS);
  }

  @ParameterizedTest
  @MethodSource("fromTls")
  void isNotSentAwayFromTls(Lure lure) throws Exception {
    try (SecureServer secure = new SecureServer(house.server(List.of()))) {
      visitor.close();
      Path ca = Files.writeString(directory.resolve("ca.pem"), house.certificatePem());
      TlsFiles files = new TlsFiles(ca, null, null);
      connect(
          Endpoint.of(
              secure.address(), new RegistrySettings(secure.address(), null, null).with(files)),
          Optional.of(ANNA));
      assertRefusedOnEveryWay(secure::answer, lure, secure.port());
      assertThat(secure.seen).hasSize(Way.values().length + 1);
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
    canary.otherwise(
        401,
        Map.of("WWW-Authenticate", challenge.replace("PORT", Integer.toString(canary.port()))));
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

  private static Stream<Lure> lures(Lure.From from) {
    return Stream.of(Lure.values()).filter(lure -> lure.from == from);
  }

  private void assertRefusedOnEveryWay(Way.Server evil, Lure lure) {
    assertRefusedOnEveryWay(evil, lure, registry.port());
  }

  private void assertRefusedOnEveryWay(Way.Server evil, Lure lure, int own) {
    for (Way way : Way.values()) {
      way.lead(evil, lure.at(canary.port(), own));
      assertRefused(way);
      assertThat(canary.seen).as("%s by %s", lure, way).isEmpty();
    }
  }

  private void assertRefused(Way way) {
    RegistryException failed = catchThrowableOfType(RegistryException.class, () -> way.follow(app));
    assertThat(failed).as("%s fails", way).isNotNull();
    assertThat(failed.type()).as(failed.getMessage()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
    assertThat(failed.said())
        .as("%s", way)
        .containsAnyOf("it would lead to ", "our credential would go there");
  }

  /** From now on the registry is shown the password. */
  private void logIn() {
    registry.answer(Way.MANIFEST, 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
    assertThat(catchThrowable(() -> app.find(Tag.LATEST))).isInstanceOf(RegistryException.class);
    assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
  }

  private void reconnect(Optional<Credential> credential) {
    visitor.close();
    connect(Endpoint.of(at("registry.test", registry), plain()), credential);
  }

  private void connect(Endpoint endpoint, Optional<Credential> credential) {
    visitor = Visitor.of(endpoint, names.guard(endpoint), credential);
    app = visitor.app();
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

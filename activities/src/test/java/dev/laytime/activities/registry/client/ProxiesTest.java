package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way leads to a registry, and what a proxy on it sees. */
class ProxiesTest {

  private static final Descriptor BLOB =
      new Descriptor("x", Digest.of("sha256", "ab".repeat(32)), 5, null);
  private static final Repository APP = Repository.parse("registry.test/app");
  private static final String DENIED = "403 Forbidden\r\nContent-Length: 0";

  private final FakeNames names =
      Lure.names().name("outer.test", "8.8.8.8").name("inner.test", "10.0.0.2");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HTTPS_PROXY", "http://secure.test:3128",
          "HTTP_PROXY", "plain.test:8080",
          "NO_PROXY",
              "10.0.0.0/9, fd00::/8,.below.test,corp.test,exact.test:5000,"
                  + "192.168.7.7,[2001:db8::1]:443,*.star.test,[,/8");

  @ParameterizedTest
  @CsvSource({
    "https://ghcr.io,             secure.test:3128",
    "http://ghcr.io,              plain.test:8080",
    "https://localhost:5000,      ",
    "https://127.0.0.1:5000,      ",
    "https://127.9.9.9,           ",
    "https://[::1]:5000,          ",
    "https://10.127.2.3,          ",
    "https://10.128.2.3,          secure.test:3128",
    "https://[fd12::1],           ",
    "https://a.below.test,        ",
    "https://below.test,          secure.test:3128",
    "https://corp.test,           ",
    "https://A.CORP.TEST,         ",
    "https://notcorp.test,        secure.test:3128",
    "https://exact.test:5000,     ",
    "https://exact.test,          secure.test:3128",
    "https://192.168.7.7,         ",
    "https://192.168.7.8,         secure.test:3128",
    "https://[2001:db8::1],       ",
    "https://[2001:db8::1]:5000,  secure.test:3128",
    "https://a.star.test,         ",
    "https://star.test,           secure.test:3128",
  })
  void areChosenByTheEnvironmentAsGoDoes(URI target, @Nullable String proxy)
      throws RegistryException {
    assertThat(Proxies.fromEnvironment(ENVIRONMENT).to(target).map(p -> p.host() + ":" + p.port()))
        .isEqualTo(Optional.ofNullable(proxy));
  }

  @Test
  void areNoneForAStarAndWithoutAnEnvironment() throws RegistryException {
    URI target = URI.create("https://ghcr.io");
    assertThat(
            Proxies.fromEnvironment(Map.of("HTTPS_PROXY", "http://p.test", "NO_PROXY", "a, *"))
                .to(target))
        .isEmpty();
    assertThat(Proxies.NONE.to(target)).isEmpty();
    assertThat(Proxies.fromEnvironment(Map.of("ALL_PROXY", "http://p.test")).to(target)).isEmpty();
  }

  @Test
  void areReadInSmallLettersWhereThereAreNoCapitals() throws RegistryException {
    URI target = URI.create("https://ghcr.io");
    assertThat(Proxies.fromEnvironment(Map.of("https_proxy", "http://small.test")).to(target))
        .contains(new Proxies.Proxy("small.test", 80, null));
    assertThat(
            Proxies.fromEnvironment(
                    Map.of("https_proxy", "http://small.test", "HTTPS_PROXY", "http://big.test"))
                .to(target))
        .contains(new Proxies.Proxy("big.test", 80, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://secret@p.test:1080", "http://se cret@p.test", "http://"})
  void failRatherThanGoAnotherWayThanWasAskedFor(String proxy) {
    Proxies proxies = Proxies.fromEnvironment(Map.of("HTTPS_PROXY", proxy));
    RegistryException failed =
        catchThrowableOfType(
            RegistryException.class, () -> proxies.to(URI.create("https://ghcr.io")));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(failed).hasMessageContaining("HTTPS_PROXY").hasMessageNotContaining("cret");
  }

  @Test
  void neverShowAPassword() throws RegistryException {
    Proxies proxies = Proxies.fromEnvironment(Map.of("HTTPS_PROXY", "http://anna:secret@p.test"));
    assertThat(proxies.to(URI.create("https://ghcr.io")).orElseThrow().toString())
        .contains("anna")
        .doesNotContain("secret");
  }

  @Test
  void areAskedForAPlainAddressAsAWholeWithTheirOwnPassword() throws IOException {
    try (FakeProxy proxy = new FakeProxy(DENIED);
        RegistryClient client = client("HTTP_PROXY", proxy, true)) {
      assertThat(fails(client).type()).isEqualTo(FailureType.DENIED);
      assertThat(proxy.heads.getFirst())
          .startsWith("HEAD http://registry.test/v2/app/blobs/" + BLOB.digest() + " HTTP/1.1")
          .contains("Proxy-Authorization: Basic YW5uYTpzZTpjcmV0");
    }
  }

  @Test
  void areAskedForATunnelAndGetTheirPasswordWhenTheyWantIt() throws IOException {
    try (FakeProxy proxy =
            new FakeProxy(
                "407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0", DENIED);
        RegistryClient client = client("HTTPS_PROXY", proxy, false)) {
      assertThat(fails(client).said())
          .isEqualTo("the proxy 127.0.0.1:%d answered 403".formatted(proxy.port()));
      assertThat(proxy.heads)
          .hasSize(2)
          .allSatisfy(head -> assertThat(head).startsWith("CONNECT registry.test:443 HTTP/1.1"));
      assertThat(proxy.heads.getLast()).contains("Proxy-Authorization: Basic YW5uYTpzZTpjcmV0");
    }
  }

  @ParameterizedTest
  @CsvSource({"404, REFUSED", "401, REFUSED", "502, UNAVAILABLE"})
  void areNotTakenForTheRegistryWhenTheyMakeNoTunnel(int status, FailureType type)
      throws IOException {
    try (CannedServer elsewhere = new CannedServer();
        FakeProxy proxy =
            new FakeProxy(
                status
                    + " No\r\nContent-Length: 0\r\nWWW-Authenticate: Bearer realm=\"http://"
                    + elsewhere.address()
                    + "/token\"");
        RegistryClient client = client("HTTPS_PROXY", proxy, false)) {
      assertThat(fails(client).type()).isEqualTo(type);
      assertThat(elsewhere.seen).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1/x,        registry.internal",
    "http://169.254.169.254/x, registry.internal",
    "http://169.254.169.254/x, 169.254.0.0/16",
    "http://127.0.0.1/x,       registry.internal",
    "http://inward.test/x,     registry.internal",
    "http://half.test/x,       registry.internal",
    "http://metadata.test/x,   registry.internal",
    "http://metadata.test/x,   metadata.test",
  })
  void leadNoFurtherInwardThanTheRegistryIs(String target, String exceptions) throws IOException {
    try (FakeProxy proxy =
            new FakeProxy("307 Go\r\nLocation: " + target + "\r\nContent-Length: 0", DENIED);
        RegistryClient client = client(proxy, exceptions)) {
      assertThat(fails(client).type()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
      assertThat(proxy.heads).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unknown.test, ",
    "outer.test,   ",
    "unknown.test, 10.0.0.1",
    "inner.test,   10.0.0.1",
    "10.0.0.2,     10.0.0.1",
  })
  void leadWhereTheRegistryMayAsFarAsWeKnow(String target, @Nullable String registry)
      throws IOException {
    if (registry != null) {
      names.name("registry.test", registry);
    }
    String go = "307 Go\r\nLocation: http://" + target + "/x\r\nContent-Length: 0";
    try (FakeProxy proxy = new FakeProxy(go, DENIED);
        RegistryClient client = client(proxy, "registry.internal")) {
      assertThat(fails(client).type()).isEqualTo(FailureType.DENIED);
      assertThat(proxy.heads.getLast()).startsWith("HEAD http://%s/x ".formatted(target));
    }
  }

  private RegistryClient client(FakeProxy proxy, String exceptions) {
    String address = "http://127.0.0.1:" + proxy.port();
    return new RegistryClient(
        settings(true, Map.of("HTTP_PROXY", address, "NO_PROXY", exceptions)), names);
  }

  private RegistryClient client(String variable, FakeProxy proxy, boolean insecure) {
    return new RegistryClient(
        settings(insecure, Map.of(variable, "http://anna:se%3Acret@127.0.0.1:" + proxy.port())),
        names);
  }

  private static ClientSettings settings(boolean insecure, Map<String, String> environment) {
    return ClientSettings.of(
            List.of(new RegistrySettings("registry.test", null, insecure)), Credentials.NONE)
        .through(Proxies.fromEnvironment(environment));
  }

  private static RegistryException fails(RegistryClient client) {
    return catchThrowableOfType(RegistryException.class, () -> client.source(APP).has(BLOB));
  }
}

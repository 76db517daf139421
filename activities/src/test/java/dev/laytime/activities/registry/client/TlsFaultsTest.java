package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not prove who they are: they get neither a request nor a password. */
class TlsFaultsTest {

  private static final Credential ANNA = new Credential.UsernamePassword("anna", "secret");
  private static final String BASIC = "Basic YW5uYTpzZWNyZXQ=";

  /** What is wrong with a server's certificate, and what is said of that. */
  enum Fault {
    EXPIRED("its certificate has expired (NotAfter: ", "has to renew it"),
    NOT_YET_VALID("its certificate is not valid yet (NotBefore: ", "clock is wrong"),
    OF_AN_UNKNOWN_AUTHORITY("TLS failed: ", "as `ca` of that registry"),
    OF_ANOTHER_HOST("its certificate is for another host", "`host` or `endpoint`");

    private final String said;
    private final String hint;

    Fault(String said, String hint) {
      this.said = said;
      this.hint = hint;
    }
  }

  @TempDir static Path directory;
  private static final Map<Fault, TestKeys> KEYS = new EnumMap<>(Fault.class);
  private static TestKeys good;
  private static TlsFiles trusting;

  private SecureServer registry;

  @BeforeAll
  static void makeKeys() throws Exception {
    TestKeys.Authority authority = TestKeys.authority(directory);
    KEYS.put(Fault.EXPIRED, authority.signExpired("expired"));
    KEYS.put(Fault.NOT_YET_VALID, authority.signEarly("early"));
    KEYS.put(Fault.OF_AN_UNKNOWN_AUTHORITY, TestKeys.make(directory, "unknown", "EC"));
    KEYS.put(Fault.OF_ANOTHER_HOST, authority.signElsewhere("elsewhere"));
    good = authority.sign("good");
    Path ca = Files.writeString(directory.resolve("ca.pem"), authority.keys().certificatePem());
    trusting = new TlsFiles(ca, null, null);
  }

  @BeforeEach
  void startServer() throws Exception {
    registry = new SecureServer(good.server(List.of()));
    registry.answer(Way.MANIFEST, 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
  }

  @AfterEach
  void stopServer() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void areNoRegistry(Fault fault) throws Exception {
    try (SecureServer evil = evil(fault);
        Visitor visitor = visitor(evil)) {
      assertRefused(fault, catchThrowableOfType(RegistryException.class, () -> logIn(visitor)));
      assertThat(evil.seen).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void areNowhereThatARegistryCanLeadTo(Fault fault) throws Exception {
    try (SecureServer evil = evil(fault);
        Visitor visitor = visitor(registry)) {
      assertThat(catchThrowable(() -> logIn(visitor))).hasMessageContaining("answered 401");
      assertThat(registry.seen.getLast().authorization()).isEqualTo(BASIC);
      for (Way way : Way.values()) {
        way.lead(registry::answer, "https://" + evil.address() + "/x");
        assertRefused(
            fault, catchThrowableOfType(RegistryException.class, () -> way.follow(visitor.app())));
        assertThat(evil.seen).as("%s", way).isEmpty();
      }
    }
  }

  /** Where the JDK is content with a name, the HTTP client may not be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No name matching a.test found",
        "Certificate for <a.test> doesn't match any of the subject alternative names: [*.test]",
        "Certificate for <a.test> doesn't match common name of the certificate subject: b.test"
      })
  void areOfAnotherHostInWhateverWords(String words) {
    assertRefused(
        Fault.OF_ANOTHER_HOST,
        RegistryErrors.broken("pull", new SSLPeerUnverifiedException(words)));
  }

  private static void assertRefused(Fault fault, RegistryException failed) {
    assertThat(failed.type()).as(failed.getMessage()).isEqualTo(FailureType.REFUSED);
    assertThat(failed.said()).startsWith(fault.said);
    assertThat(failed.hint()).contains(fault.hint);
    assertThat(failed)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining(BASIC.substring("Basic ".length()));
  }

  private static SecureServer evil(Fault fault) throws Exception {
    return new SecureServer(Objects.requireNonNull(KEYS.get(fault)).server(List.of()));
  }

  private static void logIn(Visitor visitor) throws IOException {
    var _ = visitor.app().find(Tag.LATEST);
  }

  private static Visitor visitor(SecureServer server) {
    RegistrySettings settings = new RegistrySettings(server.address(), null, null).with(trusting);
    Endpoint endpoint = Endpoint.of(server.address(), settings);
    return Visitor.of(endpoint, new FakeNames().guard(endpoint), Optional.of(ANNA));
  }
}

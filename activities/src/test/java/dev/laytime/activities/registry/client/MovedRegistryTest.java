package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry whose name leads inward after it was used. Its server stands also for whoever listens
 * there, who must hear no more of us.
 */
class MovedRegistryTest {

  private static final Optional<Credential> ANNA =
      Optional.of(new Credential.UsernamePassword("anna", "secret"));
  private static final Map<String, String> LAST = Map.of("Connection", "close");
  private static final String REGISTRY = "registry.test";

  private final FakeNames names = Lure.names().name(REGISTRY, "8.8.8.8");
  private CannedServer registry;
  private CannedServer canary;

  @BeforeEach
  void startServers() throws IOException {
    registry = new CannedServer();
    canary = new CannedServer();
    registry.otherwise(404, LAST);
  }

  @AfterEach
  void stopServers() {
    registry.close();
    canary.close();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void isNotAskedAnyMoreOnAnyWay(Way way) throws IOException {
    try (Visitor visitor = visitor(false)) {
      logIn(visitor);
      way.lead(registry::answer, "http://canary.test:" + canary.port() + "/x");
      names.name(REGISTRY, "127.0.0.1");
      assertMoved(catchThrowableOfType(RegistryException.class, () -> way.follow(visitor.app())));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "fd00::1", "::ffff:10.0.0.1", "127.0.0.1", "::1", "64:ff9b::10.0.0.1"})
  void isNotAskedAnyMoreWhereverInsideItIs(String inner) throws IOException {
    try (Visitor visitor = visitor(false)) {
      logIn(visitor);
      names.name(REGISTRY, inner);
      assertMoved(fails(visitor));
    }
  }

  @Test
  void isAskedAgainWhenItIsBack() throws IOException {
    try (Visitor visitor = visitor(false)) {
      names.turns(REGISTRY, "8.8.8.8", "10.0.0.1", "8.8.8.8");
      assertThat(visitor.app().has(Way.CONTENT)).isFalse();
      fails(visitor);
      assertThat(visitor.app().has(Way.CONTENT)).isFalse();
    }
    assertThat(registry.seen).hasSize(2);
  }

  @Test
  void isAskedWhereverPrivateItIsIfItMayBeThere() throws IOException {
    try (Visitor visitor = visitor(true)) {
      names.turns(REGISTRY, "8.8.8.8", "10.0.0.1", "127.0.0.1");
      assertThat(visitor.app().has(Way.CONTENT)).isFalse();
      assertThat(visitor.app().has(Way.CONTENT)).isFalse();
      assertThat(fails(visitor).hint()).doesNotContain("allow-private");
    }
    assertThat(registry.seen).hasSize(2);
  }

  @Test
  void leadsToPrivateAddressesIfItMayBeThereItself() throws IOException {
    canary.answer("/x", 200, "layer");
    try (Visitor visitor = visitor(true)) {
      Way.BLOB.lead(registry::answer, "http://10.0.0.1:" + canary.port() + "/x");
      Way.BLOB.follow(visitor.app());
      Way.BLOB.lead(registry::answer, "http://127.0.0.1:" + canary.port() + "/x");
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> Way.BLOB.follow(visitor.app()));
      assertThat(failed.type()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
    }
    assertThat(canary.seen).containsExactly(new CannedServer.Seen("GET", "/x", null));
  }

  /** The first finds it here, is told that it is outside, and so the second does not find it. */
  @Test
  void isTheSameForAllThatAskItInAProcess() throws IOException {
    names.turns(REGISTRY, "127.0.0.1", "8.8.8.8", "127.0.0.1");
    Way.LOOK.lead(registry::answer, "http://canary.test:" + canary.port() + "/x");
    RegistrySettings mirror =
        new RegistrySettings("hub.test", URI.create("http://" + address()), null);
    RegistrySettings itself = new RegistrySettings(address(), null, true);
    ClientSettings settings = ClientSettings.of(List.of(mirror, itself), Credentials.NONE);
    try (RegistryClient client = new RegistryClient(settings, names)) {
      RemoteRepository first = client.source(Repository.parse(address() + "/app"));
      assertThat(catchThrowableOfType(RegistryException.class, () -> first.has(Way.CONTENT)).said())
          .startsWith("it would lead to an inner address: canary.test is at 127.0.0.1");
      for (RemoteRepository next :
          List.of(
              client.target(Repository.parse(address() + "/app")),
              client.source(Repository.parse("hub.test/app")))) {
        assertMoved(catchThrowableOfType(RegistryException.class, () -> next.has(Way.CONTENT)));
      }
    }
  }

  private void assertMoved(RegistryException failed) {
    assertThat(failed.type()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
    assertThat(failed.said()).startsWith("it moved inward: registry.test is at ");
    assertThat(failed.hint()).contains("restart");
    assertThat(registry.seen).hasSize(1);
    assertThat(canary.seen).isEmpty();
  }

  private static RegistryException fails(Visitor visitor) {
    return catchThrowableOfType(RegistryException.class, () -> visitor.app().has(Way.CONTENT));
  }

  /** The registry has asked for the password, and would get it. */
  private void logIn(Visitor visitor) {
    registry.answer(
        Way.MANIFEST,
        401,
        Map.of("WWW-Authenticate", "Basic realm=\"r\"", "Connection", "close"),
        "");
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> Way.REALM.follow(visitor.app()));
    assertThat(failed.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(registry.seen.getLast().authorization()).isNotNull();
    registry.seen.subList(1, registry.seen.size()).clear();
  }

  private Visitor visitor(boolean allowPrivate) {
    Endpoint endpoint = Endpoint.of(address(), new RegistrySettings(address(), null, true));
    return Visitor.of(endpoint, new AddressGuard(REGISTRY, allowPrivate, names), ANNA);
  }

  private String address() {
    return REGISTRY + ":" + registry.port();
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private static final String REGISTRY = "registry.test";
  private static final String OTHER = "other.test";

  private final FakeNames names = new FakeNames();
  private final AddressGuard guard = new AddressGuard(REGISTRY, false, names);
  private final AddressGuard allowing = new AddressGuard(REGISTRY, true, names);

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,            8.8.4.4,         true",
    "8.8.8.8,            10.0.0.1,        false",
    "8.8.8.8,            127.0.0.1,       false",
    "8.8.8.8,            8.8.4.4 10.0.0.1, false",
    "10.0.0.1,           10.9.9.9,        true",
    "10.0.0.1,           127.0.0.1,       false",
    "127.0.0.1,          127.0.0.1,       true",
    "127.0.0.1,          10.0.0.1,        true",
    "127.0.0.1,          169.254.169.254, false",
    "8.8.8.8 10.0.0.1,   10.0.0.1,        false",
    "10.0.0.1 8.8.8.8,   10.0.0.1,        false",
    "8.8.8.8 127.0.0.1,  127.0.0.1,       false",
    "127.0.0.1 fd00::1,  10.0.0.1,        true",
    "127.0.0.1 fd00::1,  127.0.0.1,       false",
    "127.0.0.1 0.0.0.0,  127.0.0.1,       true",
  })
  void letsARegistryLeadNoFurtherInwardThanTheNearestOfItsAddresses(
      String registry, String other, boolean allowed) {
    names.name(REGISTRY, registry).name(OTHER, other);
    assertAllowed(guard, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,  8.8.8.8,   10.0.0.2,  false",
    "127.0.0.1, 8.8.8.8,   127.0.0.1, false",
    "127.0.0.1, 10.0.0.1,  127.0.0.1, false",
    "127.0.0.1, 10.0.0.1,  10.0.0.2,  true",
    "8.8.8.8,   127.0.0.1, 127.0.0.1, false",
    "8.8.8.8,   127.0.0.1, 10.0.0.1,  false",
    "8.8.8.8,   10.0.0.1,  10.0.0.1,  false",
    "8.8.8.8,   10.0.0.1,  8.8.4.4,   true",
  })
  void remembersTheNearestThatARegistryEverWas(
      String first, String then, String other, boolean allowed) {
    names.turns(REGISTRY, first, then).name(OTHER, "1.1.1.1");
    assertAllowed(guard, true);
    assertAllowed(guard, true);
    names.name(OTHER, other);
    assertAllowed(guard, allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1"})
  void doesNotFollowARegistryThatIsNowHereAndNowThere(String inner) {
    String[] turns =
        Stream.generate(() -> List.of("8.8.8.8", inner))
            .limit(5)
            .flatMap(List::stream)
            .toArray(String[]::new);
    names.turns(REGISTRY, turns).name(OTHER, inner);
    for (int i = 0; i < 10; i++) {
      assertAllowed(guard, false);
    }
  }

  @Test
  void seesTheRegistryAlsoWhenItIsDialledItself() throws UnknownHostException {
    names.turns(REGISTRY, "8.8.8.8", "10.0.0.1").name(OTHER, "10.0.0.2");
    assertThat(guard.resolve(REGISTRY)).isEqualTo(at("8.8.8.8"));
    assertAllowed(guard, false);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8 8.8.4.4 10.0.0.1 127.0.0.1 0.0.0.0, 8.8.8.8 8.8.4.4, 8.8.8.8 8.8.4.4 10.0.0.1",
    "fd00::1 10.0.0.1 127.0.0.1,                 fd00::1 10.0.0.1, fd00::1 10.0.0.1",
    "127.0.0.1 ::1 169.254.1.1,                  127.0.0.1 ::1,   127.0.0.1 ::1",
  })
  void dialsOnlyTheNearestAddressesOfARegistry(String registry, String dialled, String allowed)
      throws UnknownHostException {
    names.name(REGISTRY, registry);
    assertThat(guard.resolve(REGISTRY)).isEqualTo(at(dialled));
    assertThat(allowing.resolve(REGISTRY)).isEqualTo(at(allowed));
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,   10.0.0.1,         ",
    "8.8.8.8,   fd00::1,          ",
    "8.8.8.8,   127.0.0.1,        ",
    "8.8.8.8,   ::ffff:127.0.0.1, ",
    "8.8.8.8,   169.254.169.254,  ",
    "10.0.0.1,  127.0.0.1,        ",
    "10.0.0.1,  10.0.0.9,         10.0.0.9",
    "10.0.0.1,  8.8.8.8,          8.8.8.8",
    "8.8.8.8,   10.0.0.1 8.8.4.4, 8.8.4.4",
  })
  void dialsNoRegistryThatMovedInward(String before, String now, @Nullable String dialled)
      throws UnknownHostException {
    names.name(REGISTRY, before);
    assertThat(guard.resolve(REGISTRY)).isEqualTo(at(before));
    names.name(REGISTRY, now);
    if (dialled == null) {
      assertThatThrownBy(() -> guard.resolve(REGISTRY))
          .isInstanceOf(ForbiddenAddressException.class);
    } else {
      assertThat(guard.resolve(REGISTRY)).isEqualTo(at(dialled));
    }
  }

  @Test
  void saysWhereARegistryWasAndWhatToDoIfItMayMove() throws UnknownHostException {
    names.turns(REGISTRY, "8.8.8.8", "127.0.0.1 10.0.0.1", "127.0.0.1");
    guard.resolve(REGISTRY);
    assertThat(failure("pull"))
        .hasMessage(
            "pull: it moved inward: registry.test is at 10.0.0.1 now, and was at a public address"
                + " before; if that is meant set `allow-private: true` for this registry in"
                + " laytime.yaml, or restart, which forgets where it was");
    assertThat(failure("pull").hint())
        .isEqualTo("if that is meant restart, which forgets where it was");
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,   10.0.0.1,        true",
    "8.8.8.8,   fd00::1,         true",
    "8.8.8.8,   8.8.4.4,         true",
    "8.8.8.8,   127.0.0.1,       false",
    "8.8.8.8,   169.254.169.254, false",
    "8.8.8.8,   100.100.100.200, false",
    "8.8.8.8,   224.0.0.1,       false",
    "8.8.8.8,   0.0.0.0,         false",
    "10.0.0.1,  127.0.0.1,       false",
    "127.0.0.1, 127.0.0.1,       true",
    "127.0.0.1, 169.254.169.254, false",
    "'',        10.0.0.1,        true",
    "'',        127.0.0.1,       false",
  })
  void letsOneThatMayBePrivateLeadToPrivateAddressesButNoFurther(
      String registry, String other, boolean allowed) {
    names.name(REGISTRY, registry).name(OTHER, other);
    assertAllowed(allowing, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,        true",
    "100.64.0.1,      true",
    "127.0.0.1,       false",
    "169.254.169.254, false",
    "fd00:ec2::254,   false",
  })
  void letsOneThatMayBePrivateMoveToPrivateAddressesButNoFurther(String now, boolean allowed)
      throws UnknownHostException {
    names.turns(REGISTRY, "8.8.8.8", now);
    allowing.resolve(REGISTRY);
    if (allowed) {
      assertThat(allowing.resolve(REGISTRY)).isEqualTo(at(now));
    } else {
      assertThatThrownBy(() -> allowing.resolve(REGISTRY))
          .isInstanceOf(ForbiddenAddressException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "0.0.0.0"
      })
  void neverDialsARegistryWhereACloudKeepsItsSecrets(String address) {
    names.name(REGISTRY, address);
    for (AddressGuard any : List.of(guard, allowing)) {
      RegistryException failed =
          catchThrowableOfType(ForbiddenAddressException.class, () -> any.resolve(REGISTRY))
              .toRegistryException("pull");
      assertThat(failed.said()).startsWith("it would lead to an inner address: registry.test is");
      assertThat(failed.hint()).startsWith("no registry may be at");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "registry.test, other.test,        true",
    "registry.test, 8.8.8.8,           true",
    "registry.test, 10.0.0.1,          false",
    "registry.test, [fe80::1],         false",
    "registry.test, 2852039166,        false",
    "registry.test, 0xa9fea9fe,        false",
    "registry.test, 0251.0376.0251.0376, false",
    "10.0.0.1,      10.0.0.1,          true",
    "10.0.0.1,      10.0.0.2,          true",
    "10.0.0.1,      127.0.0.1,         false",
    "10.0.0.1,      169.254.169.254,   false",
    "169.254.1.1,   169.254.1.1,       false",
  })
  void refusesAnInnerAddressThatAProxyWouldLeadTo(String registry, String host, boolean allowed) {
    assertLeft(new AddressGuard(registry, false, names), host, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "'',               8.8.8.8,         true",
    "'',               '',              true",
    "'',               10.0.0.1,        false",
    "'',               8.8.8.8 10.0.0.1, false",
    "8.8.8.8,          10.0.0.1,        false",
    "8.8.8.8 10.0.0.1, 10.0.0.1,        false",
    "10.0.0.1,         10.0.0.2,        true",
    "10.0.0.1,         127.0.0.1,       false",
    "10.0.0.1,         169.254.169.254, false",
    "10.0.0.1,         '',              true",
  })
  void looksUpTheNamesThatAProxyWouldResolve(String registry, String other, boolean allowed) {
    names.name(REGISTRY, registry).name(OTHER, other);
    assertLeft(guard, OTHER, allowed);
  }

  @Test
  void leavesToAProxyWhereTheRegistryIs() {
    names.name(REGISTRY, "0.0.0.0");
    assertLeft(guard, REGISTRY, true);
  }

  @Test
  void letsOneThatMayBePrivateLeadThereBehindAProxy() {
    names.name(REGISTRY, "").name(OTHER, "10.0.0.1").name("metadata.test", "169.254.169.254");
    assertLeft(allowing, OTHER, true);
    assertLeft(allowing, "10.0.0.1", true);
    assertLeft(allowing, "metadata.test", false);
    assertLeft(allowing, "127.0.0.1", false);
  }

  @Test
  void asksNotAtOnceAgainForANameThatOurOwnResolverDoesNotKnow() {
    assertLeft(guard, OTHER, true);
    assertLeft(guard, OTHER, true);
    assertThat(names.asked).containsExactlyInAnyOrder(OTHER, REGISTRY);
  }

  @Test
  void asksSoonAgainWhereTheRegistryIsThatBehindAProxyNobodyKnew() {
    AtomicLong now = new AtomicLong();
    AddressGuard guard = new AddressGuard(REGISTRY, false, names, now::get);
    names.turns(REGISTRY, "", "10.0.0.1").name(OTHER, "10.0.0.2");
    assertLeft(guard, OTHER, false);
    now.addAndGet(Duration.ofSeconds(29).toNanos());
    assertLeft(guard, OTHER, false);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertLeft(guard, OTHER, true);
  }

  private RegistryException failure(String what) {
    return catchThrowableOfType(ForbiddenAddressException.class, () -> guard.resolve(REGISTRY))
        .toRegistryException(what);
  }

  private static void assertAllowed(AddressGuard guard, boolean allowed) {
    if (allowed) {
      assertThatNoException().isThrownBy(() -> guard.resolve(OTHER));
    } else {
      assertThatThrownBy(() -> guard.resolve(OTHER))
          .isInstanceOf(ForbiddenAddressException.class)
          .hasMessageStartingWith("other.test is at ");
    }
  }

  /** Whether a host is left to a proxy. */
  private static void assertLeft(AddressGuard guard, String host, boolean allowed) {
    if (allowed) {
      assertThatNoException().isThrownBy(() -> guard.checkName(host));
    } else {
      assertThatThrownBy(() -> guard.checkName(host)).isInstanceOf(ForbiddenAddressException.class);
    }
  }

  private static InetAddress[] at(String addresses) {
    return Stream.of(addresses.split(" ", -1))
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }
}

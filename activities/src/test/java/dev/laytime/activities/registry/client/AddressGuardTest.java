package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.AddressGuard.ForbiddenAddressException;
import dev.laytime.activities.registry.client.AddressGuard.Reach;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGuardTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,              PUBLIC",
    "2001:4860::8888,      PUBLIC",
    "10.0.0.1,             PRIVATE",
    "172.16.0.1,           PRIVATE",
    "172.32.0.1,           PUBLIC",
    "192.168.1.1,          PRIVATE",
    "100.64.0.1,           PRIVATE",
    "100.128.0.1,          PUBLIC",
    "fd00::1,              PRIVATE",
    "127.0.0.1,            LOOPBACK",
    "::1,                  LOOPBACK",
    "::ffff:127.0.0.1,     LOOPBACK",
    "169.254.169.254,      NEVER",
    "::ffff:169.254.169.254, NEVER",
    "fe80::1,              NEVER",
    "0.0.0.0,              NEVER",
    "::,                   NEVER",
    "224.0.0.1,            NEVER",
    "64:ff9b::8.8.8.8,     PUBLIC",
    "64:ff9b::10.0.0.1,    PRIVATE",
    "64:ff9b::127.0.0.1,   LOOPBACK",
    "64:ff9b::169.254.169.254, NEVER",
    "2002:a9fe:a9fe::1,    NEVER",
    "2002:808:808::1,      PUBLIC",
    "::127.0.0.1,          LOOPBACK",
    "::ffff:0:169.254.169.254, NEVER",
    "100.100.100.200,      NEVER",
    "100.100.100.201,      PRIVATE",
    "168.63.129.16,        NEVER",
    "192.0.0.192,          NEVER",
    "fd00:ec2::254,        NEVER",
    "fd20:ce::254,         NEVER",
    "fd20:ce::255,         PRIVATE",
  })
  void knowsHowFarInwardAnAddressLeads(String address, Reach reach) throws UnknownHostException {
    assertThat(AddressGuard.reach(InetAddress.getByName(address))).isEqualTo(reach);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,   8.8.4.4,         true",
    "8.8.8.8,   10.0.0.1,        false",
    "8.8.8.8,   127.0.0.1,       false",
    "10.0.0.1,  10.9.9.9,        true",
    "10.0.0.1,  127.0.0.1,       false",
    "127.0.0.1, 127.0.0.1,       true",
    "127.0.0.1, 10.0.0.1,        true",
    "127.0.0.1, 169.254.169.254, false",
  })
  void letsARegistryLeadNoFurtherInwardThanItIs(String registry, String other, boolean allowed)
      throws UnknownHostException {
    AddressGuard guard =
        new AddressGuard(
            "registry.test",
            new FakeNames().name("registry.test", registry).name("other.test", other));
    assertThat(guard.resolve("registry.test")).hasSize(1);
    if (allowed) {
      assertThat(guard.resolve("other.test")).hasSize(1);
    } else {
      assertThatThrownBy(() -> guard.resolve("other.test"))
          .isInstanceOf(ForbiddenAddressException.class)
          .hasMessage("other.test is at " + other);
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
  })
  void refusesAnInnerAddressThatAProxyWouldLeadTo(String registry, String host, boolean allowed) {
    AddressGuard guard = new AddressGuard(registry, new FakeNames());
    if (allowed) {
      assertThatNoException().isThrownBy(() -> guard.checkName(host));
    } else {
      assertThatThrownBy(() -> guard.checkName(host)).isInstanceOf(ForbiddenAddressException.class);
    }
  }

  @Test
  void refusesARegistryAtAnAddressOfTheCloudsMetadata() {
    AddressGuard guard =
        new AddressGuard("registry.test", new FakeNames().name("registry.test", "169.254.169.254"));
    assertThatThrownBy(() -> guard.resolve("registry.test"))
        .isInstanceOf(ForbiddenAddressException.class);
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostGuardTest {

  private static final String REFUSAL =
      "host k8s.test is where the sources of this namespace may not lead; nothing was sent";

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, true, true",
    "2001:db8::7, true, true",
    "10.0.0.1, false, true",
    "192.168.1.1, false, true",
    "fd00::1, false, true",
    "127.0.0.1, false, true",
    "::1, false, true",
    "169.254.169.254, false, false",
    "::ffff:169.254.169.254, false, false",
    "fe80::1, false, false",
    "0.0.0.0, false, false",
    "::, false, false",
    "224.0.0.1, false, false",
    "ff02::1, false, false",
  })
  void letsPassWhatLeadsNoFurtherInwardThanConfigurationSays(
      String address, boolean outside, boolean inside) {
    expect(new HostGuard(false, at(address)), outside);
    expect(new HostGuard(true, at(address)), inside);
  }

  @Test
  void letsNothingPassThatIsHalfInside() {
    expect(new HostGuard(false, at("203.0.113.7", "10.0.0.1")), false);
  }

  @Test
  void knowsAnAddressForWhatItIs() {
    HostGuard guard = new HostGuard(false);
    assertThatThrownBy(() -> guard.check("[::1]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> guard.check("169.254.169.254")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> guard.checkBehindProxy("127.0.0.1")).isInstanceOf(IOException.class);
  }

  @Test
  void leavesToAProxyWhatOnlyItKnows() {
    HostGuard guard = new HostGuard(false, at());
    assertThatCode(() -> guard.checkBehindProxy("k8s.test")).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.check("k8s.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("no address is known of host k8s.test");
    assertThatThrownBy(() -> new HostGuard(false, at("10.0.0.1")).checkBehindProxy("k8s.test"))
        .hasMessage(REFUSAL);
  }

  private static void expect(HostGuard guard, boolean passes) {
    if (passes) {
      assertThatCode(() -> guard.check("k8s.test")).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> guard.check("k8s.test"))
          .isInstanceOf(IOException.class)
          .hasMessage(REFUSAL);
    }
  }

  private static DnsResolver at(String... addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        if (addresses.length == 0) {
          throw new UnknownHostException(host);
        }
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}

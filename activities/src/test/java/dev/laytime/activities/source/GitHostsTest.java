package dev.laytime.activities.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.source.GitProxies.GitProxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHostsTest {

  private static final URI NAMED = URI.create("https://git.example.com/app.git");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "168.63.129.16",
        "127.0.0.1",
        "0.0.0.0",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "224.0.0.1",
        "64:ff9b::a9fe:a9fe"
      })
  void readsNoSourceWhereMachinesAreToldTheirSecrets(String address) {
    assertThatThrownBy(() -> check(NAMED, GitProxies.NONE, "192.0.2.1", address))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("git.example.com is at ")
        .hasMessageEndingWith(", where no source is read");
    assertThatThrownBy(() -> check(URI.create("ssh://git@git.example.com/app"), through(), address))
        .isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "10.1.2.3", "fd12::1", "2001:db8::1", "64:ff9b::c000:201"})
  void readsSourcesWhereverElseTheyAre(String address) {
    assertThatCode(() -> check(NAMED, GitProxies.NONE, address)).doesNotThrowAnyException();
  }

  @Test
  void readsWhatIsOnThisMachineOnlyWhereTheUrlSaysSo() {
    for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
      URI url = URI.create("http://" + host + ":8080/app");
      assertThatCode(() -> check(url, GitProxies.NONE, "127.0.0.1")).doesNotThrowAnyException();
    }
    assertThatCode(() -> check(URI.create("file:///srv/app"), GitProxies.NONE, "127.0.0.1"))
        .doesNotThrowAnyException();
  }

  @Test
  void judgesAddressesAloneWhereAProxyLooksNamesUp() {
    assertThatCode(() -> check(NAMED, through(), "169.254.169.254")).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(URI.create("https://169.254.169.254/x"), through(), "169.254.169.254"))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> check(URI.create("https://[fe80::1]/x"), through(), "fe80::1"))
        .isInstanceOf(ConnectException.class);
  }

  private static GitProxies through() {
    return _ -> Optional.of(new GitProxy("proxy.test", 3128, null));
  }

  private static void check(URI url, GitProxies proxies, String... addresses) throws Exception {
    InetAddress[] found = new InetAddress[addresses.length];
    for (int i = 0; i < addresses.length; i++) {
      found[i] = InetAddress.ofLiteral(addresses[i]);
    }
    GitHosts.check(url, proxies, _ -> found);
  }
}

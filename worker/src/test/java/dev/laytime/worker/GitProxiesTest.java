package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activities.source.GitProxies;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Git servers are reached the way that registries are. */
class GitProxiesTest {

  private static final URI GIT = URI.create("https://git.example.com/r.git");

  @Test
  void areThoseOfTheEnvironment() throws IOException {
    GitProxies proxies =
        through(
            Map.of(
                "HTTPS_PROXY", "http://anna:secret@proxy.example.com:3128",
                "NO_PROXY", ".inner.example.com"));
    assertThat(proxies.to(URI.create("https://git.inner.example.com/r.git"))).isEmpty();
    assertThat(proxies.to(URI.create("http://git.example.com/r.git"))).isEmpty();
    GitProxies.GitProxy proxy = proxies.to(GIT).orElseThrow();
    assertThat(proxy.host() + ":" + proxy.port()).isEqualTo("proxy.example.com:3128");
    assertThat(proxy.login())
        .satisfies(login -> {
          assertThat(login.getUserName()).isEqualTo("anna");
          assertThat(login.getPassword()).containsExactly("secret".toCharArray());
        });
    assertThat(proxy.toString()).doesNotContain("secret");
  }

  @Test
  void haveNoLoginWhereNoneIsNamed() throws IOException {
    assertThat(through(Map.of("https_proxy", "proxy.example.com")).to(GIT))
        .contains(new GitProxies.GitProxy("proxy.example.com", 80, null));
  }

  @Test
  void failWhereTheyCannotBeUsed() {
    assertThatThrownBy(() -> through(Map.of("HTTPS_PROXY", "socks5://p.example.com")).to(GIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTPS_PROXY names none that can be used");
  }

  private static GitProxies through(Map<String, String> environment) {
    return UsageActivitiesConfiguration.through(Proxies.fromEnvironment(environment));
  }
}

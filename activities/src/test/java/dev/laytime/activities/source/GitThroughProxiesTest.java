package dev.laytime.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.FakeProxy;
import dev.laytime.activities.source.GitProxies.GitProxy;
import dev.laytime.usage.FileTree;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy on the way to a Git server sees. */
class GitThroughProxiesTest {

  private static final URI PLAIN = URI.create("http://git.test/r.git");
  private static final URI SECURE = URI.create("https://git.test/r.git");
  private static final String BASIC = "Basic YW5uYTpzZTpjcmV0";
  private static final String WHO = "407 Who\r\nProxy-Authenticate: Basic realm=\"p\"";
  private static final String NO = "403 No\r\nContent-Length: 0";

  @TempDir Path directory;

  @Test
  void fetchesAPlainAddressThroughTheProxyThatLeadsThere() throws IOException {
    try (SampleRepository repository = sample();
        GitServer proxy = new GitServer(repository.repository());
        FileTree tree = open(PLAIN, through(proxy.port(), null))) {
      assertThat(tree.files()).hasSize(1);
      assertThat(proxy.logins()).hasSizeGreaterThan(1).containsOnly("git.test null");
    }
  }

  @Test
  void tellsTheProxyItsLogin() throws IOException {
    try (SampleRepository repository = sample();
        GitServer proxy = new GitServer(repository.repository());
        FileTree tree = open(PLAIN, through(proxy.port(), anna()))) {
      assertThat(tree.files()).hasSize(1);
      assertThat(proxy.logins()).hasSizeGreaterThan(1).containsOnly("git.test " + BASIC);
      assertThat(proxy.authorizations()).isEmpty();
    }
  }

  @Test
  void asksForATunnelAndTellsTheLoginWhenTheProxyWantsIt() throws IOException {
    Path kept = Files.createDirectories(directory.resolve("cache"));
    try (FakeProxy proxy = new FakeProxy(WHO + "\r\nContent-Length: 0", NO, NO)) {
      assertThatThrownBy(() -> open(SECURE, through(proxy.port(), anna())))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("proxy")
          .hasMessageContaining("403")
          .hasMessageNotContaining("cret");
      assertThat(proxy.heads)
          .as("what is cached is not at fault: it is tried once")
          .hasSize(2)
          .allSatisfy(head -> assertThat(head).startsWith("CONNECT git.test:443 HTTP/1.1"));
      assertThat(proxy.heads.getFirst()).doesNotContainIgnoringCase("Proxy-Authorization");
      assertThat(proxy.heads.getLast()).contains("Proxy-authorization: " + BASIC);
    }
    try (Stream<Path> caches = Files.list(kept)) {
      assertThat(caches).as("kept for the next time").hasSize(1);
    }
  }

  @Test
  void failsRatherThanGoAnotherWayThanWasAskedFor() {
    GitProxies unusable =
        _ -> {
          throw new IOException("HTTPS_PROXY names none that can be used");
        };
    assertThatThrownBy(() -> open(SECURE, unusable))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("HTTPS_PROXY names none that can be used");
  }

  private SampleRepository sample() throws IOException {
    SampleRepository repository = new SampleRepository(directory.resolve("remote.git"));
    repository.file("a.yaml", "1").commit("main");
    return repository;
  }

  private FileTree open(URI url, GitProxies proxies) {
    GitSettings settings =
        new GitSettings(
            url, "main", "", null, null, directory.resolve("cache"), Duration.ofMinutes(1));
    return new GitSource(settings, proxies).open(() -> {});
  }

  private static GitProxies through(int port, @Nullable PasswordAuthentication login) {
    return server -> {
      assertThat(server.getHost()).isEqualTo("git.test");
      return Optional.of(new GitProxy("127.0.0.1", port, login));
    };
  }

  private static PasswordAuthentication anna() {
    return new PasswordAuthentication("anna", "se:cret".toCharArray());
  }
}

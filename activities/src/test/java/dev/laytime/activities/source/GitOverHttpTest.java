package dev.laytime.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.usage.FileTree;
import dev.laytime.usage.FileTree.Entry;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitOverHttpTest {

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;
  private SampleRepository repository;
  private GitServer server;
  private Path password;

  @BeforeEach
  void startServer() throws IOException {
    repository = new SampleRepository(directory.resolve("remote.git"));
    repository.file("a.yaml", "1").commit("main");
    repository.file("a.yaml", "22").commit("main");
    server = new GitServer(repository.repository());
    password = Files.writeString(directory.resolve("password"), "secret\n");
  }

  @AfterEach
  void stopServer() {
    server.close();
    repository.close();
  }

  @Test
  void fetchesOverSmartHttp() {
    try (FileTree tree = open(server.url(), null)) {
      assertThat(tree.files()).containsExactly(new Entry("a.yaml", 2, ""));
    }
    assertThat(server.authorizations()).isEmpty();
  }

  @Test
  void sendsItsPasswordToTheHostThatAsksForIt() {
    server.want(BASIC);
    try (FileTree tree = open(server.url(), password)) {
      assertThat(tree.files()).hasSize(1);
    }
    assertThat(server.authorizations()).isNotEmpty().containsOnly(BASIC);
  }

  @Test
  void failsWithoutThePasswordThatIsAskedFor() throws IOException {
    server.want(BASIC);
    assertThatThrownBy(() -> open(server.url(), null))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("fetch " + server.url() + "#main: ");
    Files.writeString(password, "wrong");
    assertThatThrownBy(() -> open(server.url(), password))
        .isInstanceOf(UnreadableException.class)
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> open(server.url(), directory.resolve("missing")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageEndingWith("missing: is not there");
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (GitServer door = new GitServer(repository.repository())) {
      door.redirect(server.url());
      assertThatThrownBy(() -> open(door.url(), null))
          .isInstanceOf(UnreadableException.class)
          .hasMessageStartingWith("fetch " + door.url() + "#main: ");
    }
  }

  @Test
  void givesItsPasswordToNoOtherHostPortOrScheme() throws URISyntaxException {
    HostCredentials credentials =
        HostCredentials.of(
            settings(URI.create("https://git.example.org/a"), password, Duration.ofMinutes(1)));
    CredentialItem.Password item = new CredentialItem.Password();
    assertThat(credentials.get(new URIish("https://evil.example.org/a"), item)).isFalse();
    assertThat(credentials.get(new URIish("https://git.example.org:8443/a"), item)).isFalse();
    assertThat(credentials.get(new URIish("http://git.example.org/a"), item)).isFalse();
    assertThat(item.getValue()).isNull();
    assertThat(credentials.get(new URIish("https://git.example.org/b"), item)).isTrue();
    assertThat(item.getValue()).isEqualTo("secret".toCharArray());
  }

  @Test
  void pulsesWhileTheOtherSideIsSilentAndGivesUpInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      AtomicInteger pulses = new AtomicInteger();
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/r.git");
      GitSource source =
          new GitSource(settings(url, null, Duration.ofMillis(1500)), GitProxies.NONE);
      assertThatThrownBy(() -> source.open(pulses::incrementAndGet))
          .isInstanceOf(UnreadableException.class)
          .hasMessage("fetch " + url + "#main: not done after 1 s");
      assertThat(pulses).hasValueGreaterThan(1);
    }
  }

  private FileTree open(URI url, @Nullable Path passwordFile) {
    return new GitSource(settings(url, passwordFile, Duration.ofMinutes(1)), GitProxies.NONE)
        .open(() -> {});
  }

  private GitSettings settings(URI url, @Nullable Path passwordFile, Duration patience) {
    return new GitSettings(
        url, "main", "", "robot", passwordFile, directory.resolve("cache"), patience);
  }
}

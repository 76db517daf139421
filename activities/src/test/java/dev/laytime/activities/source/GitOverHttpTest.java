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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
  void asksForAPasswordThatIsInNoFileEachTime() {
    server.want(BASIC);
    List<String> passwords = new ArrayList<>(List.of("wrong", "secret\n"));
    GitSource source =
        new GitSource(
            new GitSettings(
                server.url(),
                "main",
                "",
                "robot",
                null,
                passwords::removeFirst,
                directory.resolve("cache"),
                Duration.ofMinutes(1)),
            GitProxies.NONE);

    assertThatThrownBy(() -> source.open(() -> {}))
        .isInstanceOf(UnreadableException.class)
        .hasMessageNotContaining("wrong");
    try (FileTree tree = source.open(() -> {})) {
      assertThat(tree.files()).hasSize(1);
    }
    assertThat(passwords).isEmpty();
  }

  @Test
  void saysWhyItHasNoPassword() {
    GitSettings settings =
        new GitSettings(
            server.url(),
            "main",
            "",
            "robot",
            null,
            () -> {
              throw new IOException("key k of Secret a is not there");
            },
            directory.resolve("cache"),
            Duration.ofMinutes(1));

    assertThatThrownBy(() -> new GitSource(settings, GitProxies.NONE).open(() -> {}))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("read the password: key k of Secret a is not there");
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

  @Test
  void takesNoMoreThanASourceMayHave() {
    assertThatThrownBy(() -> bounded(200).open(() -> {}))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("it sends more than 200 bytes, as many as this source may have");
    try (FileTree tree = bounded(100_000).open(() -> {})) {
      assertThat(tree.files()).hasSize(1);
    }
  }

  @Test
  void startsOverWhereTheCacheHoldsMoreThanItMay() throws IOException {
    GitSource source = bounded(100_000);
    source.open(() -> {}).close();
    Path kept;
    try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
      kept = all.filter(path -> path.endsWith("objects/pack")).findFirst().orElseThrow();
    }
    Path heap = Files.write(kept.resolve("heap"), new byte[100_001]);

    source.open(() -> {}).close();
    assertThat(heap).doesNotExist();
  }

  private GitSource bounded(long most) {
    return new GitSource(
        new GitSettings(
            server.url(),
            "main",
            "",
            null,
            null,
            null,
            directory.resolve("cache"),
            Duration.ofMinutes(1),
            most),
        GitProxies.NONE);
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

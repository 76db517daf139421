package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.GitTargetSettings.Author;
import dev.laytime.activities.source.GitLogin.SshKey;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.SampleRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitOverSshTest {

  private static final KeyPair HOST = pair();
  private static final KeyPair USER = pair();

  @TempDir private Path directory;
  private SampleRepository repository;
  private SshServerOfGit server;

  @BeforeEach
  void start() throws IOException {
    repository = new SampleRepository(directory.resolve("bare.git"));
    repository.file("values.yaml", "tag: 1.2.2\n").commit("main");
    server = new SshServerOfGit(repository.repository(), HOST, USER.getPublic());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    repository.close();
  }

  @Test
  void pushesWithItsKeyToAKnownHost() throws IOException {
    assertThat(write(USER, HOST)).isTrue();
    assertThat(new Branches(repository.repository()).file("main", "values.yaml"))
        .isEqualTo("tag: 1.2.3\n");
  }

  @Test
  void talksToNoHostThatIsNotKnown() {
    assertThatThrownBy(() -> write(USER, pair()))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e ->
                assertThat(GitFailures.of(e, settings(USER, HOST)).getType())
                    .as(e.toString())
                    .isEqualTo(FailureType.UNAUTHORIZED.name()));
  }

  @Test
  void isNotLetInWithAnotherKey() {
    assertThatThrownBy(() -> write(pair(), HOST))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            e ->
                assertThat(GitFailures.of(e, settings(USER, HOST)).getType())
                    .as(e.toString())
                    .isEqualTo(FailureType.UNAUTHORIZED.name()));
  }

  private boolean write(KeyPair user, KeyPair host) {
    PromotionOrder order =
        new PromotionOrder(
            "1",
            "to-prod",
            PromotionOrder.Kind.PROMOTE,
            Reference.parse("registry.example.com/dev/team/app:1.2.3"),
            Edited.NEW,
            "prod",
            Reference.parse("registry.example.com/prod/team/app:1.2.3"),
            "ann");
    return new GitWriter(settings(user, host), GitProxies.NONE, () -> Instant.EPOCH)
        .write(
            new GitWriteRequest("promotion/x", order, "apps"),
            Edited.image("1.2.3"),
            () -> "",
            () -> {})
        .written();
  }

  private GitTargetSettings settings(KeyPair user, KeyPair host) {
    try {
      Path known =
          Files.writeString(
              directory.resolve("known_hosts"),
              SshServerOfGit.known(server.port(), host.getPublic()));
      return new GitTargetSettings(
          "apps",
          URI.create("ssh://git@127.0.0.1:%d/apps.git".formatted(server.port())),
          "main",
          null,
          new SshKey(SshServerOfGit.write(user, directory.resolve("key")), known),
          Author.LAYTIME,
          List.of(
              new GitFileEdit(
                  "values.yaml",
                  List.of("team/app"),
                  Pin.TAG,
                  new Helm("tag", null, null, null, null))),
          directory.resolve("cache"),
          Duration.ofMinutes(1),
          GitTargetSettings.USUAL);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

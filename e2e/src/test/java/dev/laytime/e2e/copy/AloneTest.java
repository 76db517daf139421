package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.TokenServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code laytime mirror} where nothing is configured and no Temporal runs. */
@ExtendWith(ProvingGround.class)
final class AloneTest {

  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");
  private static final long BYTES = 300_000;

  private static Workspace workspace;
  private static DistributionRegistry distribution;
  private static OlaregRegistry olareg;
  private static Images images;
  private static Crane crane;

  private LaytimeCli cli;

  @BeforeAll
  static void start(Workspace given) {
    workspace = given;
    distribution = DistributionRegistry.start(given);
    olareg = OlaregRegistry.start(given);
    images = given.keep(new Images(given.directory("images")));
    crane = new Crane(given);
  }

  @BeforeEach
  void enterAnEmptyDirectory() {
    cli = LaytimeCli.alone(workspace);
  }

  @Test
  void copiesBetweenRegistries() {
    Digest digest = images.index(distribution, "alone/app", "1", ARCHITECTURES, 2, BYTES);
    String target = olareg.image("alone/app:1");
    cli.run("mirror", distribution.image("alone/app:1"), target).orThrow();
    assertThat(crane.digest(target)).isEqualTo(digest.value());
    assertThat(crane.validate(target).orThrow()).startsWith("PASS");
  }

  @Test
  void copiesIntoALayoutThatOthersReadAndOutOfItAgain() {
    Digest digest = images.index(distribution, "layout/app", "1", ARCHITECTURES, 2, BYTES);
    cli.run("mirror", distribution.image("layout/app:1"), "oci:app:1").orThrow();

    String pushed = olareg.image("layout/pushed:1");
    crane.push(cli.directory().resolve("app"), pushed).orThrow();
    assertThat(crane.digest(pushed)).isEqualTo(digest.value());

    String mirrored = olareg.image("layout/mirrored:1");
    cli.run("mirror", "oci:app:1", mirrored).orThrow();
    assertThat(crane.digest(mirrored)).isEqualTo(digest.value());
    assertThat(crane.validate(mirrored).orThrow()).startsWith("PASS");
  }

  @Test
  void writesAnArchiveThatOthersUnpackAndReadsOneThatOthersPacked() throws IOException {
    Digest digest = images.index(distribution, "archive/app", "1", ARCHITECTURES, 2, BYTES);
    cli.run("mirror", distribution.image("archive/app:1"), "oci-archive:app.tar:1").orThrow();

    Path unpacked = Files.createDirectory(cli.directory().resolve("unpacked"));
    tar("-xf", cli.directory().resolve("app.tar").toString(), "-C", unpacked.toString());
    String pushed = olareg.image("archive/pushed:1");
    crane.push(unpacked, pushed).orThrow();
    assertThat(crane.digest(pushed)).isEqualTo(digest.value());

    tar("-cf", cli.directory().resolve("packed.tar").toString(), "-C", unpacked.toString(), ".");
    String mirrored = olareg.image("archive/mirrored:1");
    cli.run("mirror", "oci-archive:packed.tar:1", mirrored).orThrow();
    assertThat(crane.digest(mirrored)).isEqualTo(digest.value());
  }

  @Test
  void writesAnArchiveForDockerThatOthersReadAndReadsItAgain() {
    images.index(distribution, "docker/app", "1", ARCHITECTURES, 2, BYTES);
    String source = distribution.image("docker/app:1");
    String archive = "docker-archive:app.tar:example.com/docker/app:1";
    cli.run("mirror", "--platform", "linux/arm64", source, archive).orThrow();

    String pushed = olareg.image("docker/pushed:1");
    crane.push(cli.directory().resolve("app.tar"), pushed).orThrow();
    assertThat(crane.validate(pushed).orThrow()).startsWith("PASS");

    String mirrored = olareg.image("docker/mirrored:1");
    cli.run("mirror", archive, mirrored).orThrow();
    assertThat(crane.validate(mirrored).orThrow()).startsWith("PASS");
    String config = crane.run("config", "--platform", "linux/arm64", source).orThrow();
    assertThat(crane.run("config", pushed).orThrow()).isEqualTo(config);
    assertThat(crane.run("config", mirrored).orThrow()).isEqualTo(config);
  }

  private static void tar(String... arguments) {
    Command tar = Command.of("tar", "tar").with(List.of(arguments));
    workspace.run(tar, Duration.ofMinutes(1)).orThrow();
  }

  @Test
  void endsAtOnceAndWritesNoTagWhenThePersonPressesCtrlC() {
    images.image(distribution, "alone/endless", "1", 2, BYTES);
    String target = distribution.image("alone/interrupted:1");
    try (FaultProxy slow = FaultProxy.before(distribution)) {
      slow.throttle(BYTES / 100);
      LaytimeCli.Run run = cli.start("mirror", slow.image("alone/endless:1"), target);
      Await.until(
          "a blob is asked for",
          Duration.ofMinutes(1),
          () -> slow.seen().stream().anyMatch(Fault::isBlob));
      run.interrupt();
      assertThat(run.finish().exitCode()).isEqualTo(130);
    }
    assertThat(crane.knows(target)).isFalse();
  }

  /** The README's line; a local registry with a token server answers in docker.io's place. */
  @Test
  void copiesAPublicImageAsTheReadmeShows() throws IOException {
    Digest digest = images.index(distribution, "library/alpine", "3.20", ARCHITECTURES, 1, BYTES);
    TokenServer tokens = workspace.keep(TokenServer.start(workspace.directory("tokens")));
    DistributionRegistry hub = distribution.guardedBy(tokens, workspace);
    Path configuration = workspace.directory("configuration").resolve("laytime.yaml");
    Files.writeString(
        configuration,
        """
        registries:
          - host: docker.io
            endpoint: http://%s
        """
            .formatted(hub.host()));

    LaytimeCli configured =
        new LaytimeCli(
            workspace, cli.directory(), Map.of("LAYTIME_CONFIG", configuration.toString()));
    configured.run("mirror", "docker.io/library/alpine:3.20", "oci:alpine").orThrow();

    String pushed = olareg.image("readme/alpine:3.20");
    crane.push(cli.directory().resolve("alpine"), pushed).orThrow();
    assertThat(crane.digest(pushed)).isEqualTo(digest.value());
    assertThat(tokens.scopes()).contains("repository:library/alpine:pull");
  }
}

package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dry runs, and the log of a real registry: they ask by GET and HEAD, and by nothing else. */
@ExtendWith(ProvingGround.class)
final class DryRunTest {

  private static final String NOTHING = "dry run: nothing is written";

  private static Workspace workspace;
  private static DistributionRegistry registry;
  private static Digest digest;

  @BeforeAll
  static void start(Workspace given) {
    workspace = given;
    registry = DistributionRegistry.start(given);
    try (Images images = new Images(given.directory("images"))) {
      digest = images.image(registry, "there/offered", "1", 1, 1_000);
      for (String app : List.of("present", "leaving", "going", "named", "asked", "wanted")) {
        images.image(registry, "there/" + app, "1", 1, 1_000);
      }
    }
  }

  /** A worker that ran before has brought images into every state from which something follows. */
  @Test
  void ofAStageDecideEverythingAndWriteNothing() {
    Dev dev = new Dev(workspace, registry);
    Stream.of("present", "leaving", "going", "named", "asked").forEach(dev::deploy);
    dev.start();
    Stream.of("present", "leaving", "going", "named", "asked")
        .forEach(app -> dev.awaitState(app, "PRESENT"));
    Stream.of("going", "named", "asked").forEach(dev::remove);
    Stream.of("going", "named", "asked").forEach(app -> dev.awaitState(app, "QUARANTINED"));
    dev.stop();
    int before = registry.requests().size();

    dev.remove("leaving");
    dev.deploy("named");
    dev.deploy("wanted");
    dev.start("--dry-run");
    List<LaytimeCli.Run> refused =
        List.of(
            dev.run("mirror", registry.image("there/present:1"), registry.image("other/app:1")),
            dev.run("restore", dev.image("asked")));
    List<LaytimeCli.Run> done =
        List.of(
            dev.run(
                "mirror",
                "--detach",
                registry.image("there/offered@" + digest),
                dev.image("offered")),
            dev.run("pin", dev.image("present"), "--why=it is tried"),
            dev.run("stage", "adopt", "prod", "--confirm"));

    assertThat(refused.stream().map(LaytimeCli.Run::finish)).allSatisfy(DryRunTest::isRefused);
    assertThat(done.stream().map(LaytimeCli.Run::finish))
        .extracting(Execution::exitCode)
        .containsOnly(0);
    dev.awaitReason("leaving", NOTHING + "; else it would go into quarantine now");
    dev.awaitReason("going", NOTHING + "; else it would be deleted now");
    dev.awaitReason("named", "restore " + dev.image("named") + ": " + NOTHING);
    dev.awaitReason("wanted", "write " + dev.image("wanted") + ": " + NOTHING);
    dev.awaitReason("offered", "write " + dev.image("offered") + ": " + NOTHING);
    assertThat(dev.run("retry", dev.image("wanted")).finish().exitCode()).isZero();
    dev.stop();
    assertOnlyLookedAtSince(before);
  }

  @Test
  void ofCommandsWriteNeitherLayoutsNorArchives() throws IOException {
    Path configuration = workspace.directory("config").resolve("laytime.yaml");
    Files.writeString(configuration, "dry-run: true\n");
    Path directory = workspace.directory("empty");
    LaytimeCli cli =
        new LaytimeCli(workspace, directory, Map.of("LAYTIME_CONFIG", configuration.toString()));
    int before = registry.requests().size();

    List<LaytimeCli.Run> runs =
        Stream.of(
                "oci:app:1", "oci-archive:app.tar:1", "docker-archive:docker.tar:example.com/app:1")
            .map(target -> cli.start("mirror", registry.image("there/present:1"), target))
            .toList();

    assertThat(runs.stream().map(LaytimeCli.Run::finish)).allSatisfy(DryRunTest::isRefused);
    assertThat(directory).isEmptyDirectory();
    assertOnlyLookedAtSince(before);
  }

  private static void isRefused(Execution execution) {
    assertThat(execution.errors()).contains(NOTHING);
    assertThat(execution.exitCode()).isEqualTo(1);
  }

  private static void assertOnlyLookedAtSince(int before) {
    List<LoggedRequest> requests = registry.requests();
    assertThat(requests.subList(before, requests.size()))
        .isNotEmpty()
        .extracting(LoggedRequest::method)
        .isSubsetOf("GET", "HEAD");
  }
}

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
      for (String app : List.of("leaving", "going", "named", "wanted")) {
        images.image(registry, "there/" + app, "1", 1, 1_000);
      }
    }
  }

  /** A worker that ran before has brought images into every state from which something follows. */
  @Test
  void ofAStageDecideEverythingAndWriteNothing() {
    Dev dev = new Dev(workspace, registry);
    Stream.of("leaving", "going", "named").forEach(dev::deploy);
    dev.start();
    Stream.of("leaving", "going", "named").forEach(app -> dev.awaitState(app, "PRESENT"));
    Stream.of("going", "named").forEach(dev::remove);
    Stream.of("going", "named").forEach(app -> dev.awaitState(app, "QUARANTINED"));
    dev.stop();
    int before = registry.requests().size();

    dev.remove("leaving");
    dev.deploy("named");
    dev.deploy("wanted");
    dev.start("--dry-run");
    String offered = registry.image("there/offered@" + digest);
    assertThat(dev.run("mirror", "--detach", offered, dev.image("offered")).exitCode()).isZero();
    assertThat(dev.run("stage", "adopt", "prod", "--confirm").exitCode()).isZero();
    dev.awaitReason("leaving", NOTHING + "; else it would go into quarantine now");
    dev.awaitReason("going", NOTHING + "; else it would be deleted now");
    dev.awaitReason("named", "restore " + dev.image("named") + ": " + NOTHING);
    dev.awaitReason("wanted", "write " + dev.image("wanted") + ": " + NOTHING);
    dev.awaitReason("offered", "write " + dev.image("offered") + ": " + NOTHING);
    assertIsRefused(dev.run("mirror", offered, registry.image("other/app:1")));
    assertIsRefused(dev.run("restore", dev.image("going")));
    dev.stop();
    assertOnlyLookedAtSince(before);
  }

  @Test
  void ofACommandWriteNoArchive() throws IOException {
    Path configuration = workspace.directory("config").resolve("laytime.yaml");
    Files.writeString(configuration, "dry-run: true\n");
    Path directory = workspace.directory("empty");
    LaytimeCli cli =
        new LaytimeCli(workspace, directory, Map.of("LAYTIME_CONFIG", configuration.toString()));
    int before = registry.requests().size();

    assertIsRefused(cli.run("mirror", registry.image("there/leaving:1"), "oci-archive:app.tar:1"));

    assertThat(directory).isEmptyDirectory();
    assertOnlyLookedAtSince(before);
  }

  private static void assertIsRefused(Execution execution) {
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

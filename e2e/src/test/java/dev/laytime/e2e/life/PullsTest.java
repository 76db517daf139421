package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real registry tells who pulled, of one stage; of another in it nobody is told. */
@ExtendWith(ProvingGround.class)
@Execution(ExecutionMode.CONCURRENT)
final class PullsTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Durations DURATIONS = new Durations("1s", "1s", "200ms", "1s", "1s");

  /** What a stage keeps that was pulled so lately. */
  private static final String WINDOW = "30s";

  @Test
  void keepsWhatIsPulledAndWhatNobodyIsToldOf(Workspace workspace) throws IOException {
    int port = Loopback.freePort();
    String host = Loopback.address(port);
    LaytimeWorker worker = worker(workspace, host);
    LaytimeApi api = workspace.keep(new LaytimeApi(worker.server()));
    DistributionRegistry registry =
        DistributionRegistry.telling(
            workspace, port, worker.server() + "/api/v1/stages/told/events", TOKEN);
    Images images = workspace.keep(new Images(workspace.directory("images")));
    images.image(registry, "told/idle", "1", 1, 1_000);
    Digest index = images.index(registry, "told/used", "1", List.of("amd64", "arm64"), 1, 1_000);
    Digest child = images.children(registry, "told/used", index).getFirst();
    images.image(registry, "untold/idle", "1", 1, 1_000);
    RegistryProbe somebody = workspace.keep(new RegistryProbe());
    String idle = host + "/told/idle:1";
    String used = host + "/told/used:1";
    String pulled = host + "/told/used@" + child;

    Await.until(
        "the registry tells of our own pulls",
        SOON,
        () -> somebody.has(pulled) && pulls(api).path("telling").asBoolean());
    Await.until(
        "it has not told for long enough",
        SOON,
        () -> somebody.has(pulled) && why(api, idle).contains("all pulls are told only since"));
    Await.until(
        "what nobody pulled is gone", SOON, () -> somebody.has(pulled) && api.isBuried(idle));
    assertThat(api.life(idle).path("obituaries").toString())
        .contains("pulls: none told; all of them are told from");
    assertThat(api.isBuried(used)).isFalse();
    assertThat(why(api, used)).contains("retention: pulled at ");

    Await.until("what nobody pulls any more is gone", SOON, () -> api.isBuried(used));
    assertThat(api.life(used).path("obituaries").toString()).contains("pulls: none told since ");
    assertThat(why(api, host + "/untold/idle:1"))
        .contains("the registry has not told of any pull yet, not even of our own");
    assertThat(somebody.has(host + "/untold/idle:1")).isTrue();
  }

  private static LaytimeWorker worker(Workspace workspace, String host) throws IOException {
    Path directory = workspace.directory("config");
    Path token = Files.writeString(directory.resolve("events"), TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Manifests manifests = new Manifests(workspace.directory("manifests"));
    manifests.deploy("stays", "docker.io/library/busybox:1.36");
    Configuration configuration = new Configuration();
    for (String name : List.of("told", "untold")) {
      configuration
          .deletingStage(
              name,
              host + "/" + name,
              DURATIONS,
              "retention: [{pulled-within: " + WINDOW + "}]",
              "events-token-file: events")
          .directory(name, manifests.directory(), DURATIONS);
    }
    return LaytimeWorker.embedded(
        workspace, List.of("--laytime.config=" + configuration.writeTo(directory)));
  }

  private static JsonNode pulls(LaytimeApi api) {
    return api.get("stages").path("stages").path(0).path("pulls");
  }

  private static String why(LaytimeApi api, String image) {
    return api.life(image).toString();
  }
}

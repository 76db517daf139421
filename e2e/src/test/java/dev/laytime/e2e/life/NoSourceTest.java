package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.InProcessRegistry;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A worker without any source of use, with all that it needs in its own process. */
@ExtendWith(ProvingGround.class)
@Execution(ExecutionMode.CONCURRENT)
final class NoSourceTest {

  @Test
  void deletesNothingWhereNoSourceOfUseIsRegistered(Workspace workspace) {
    InProcessRegistry registry = InProcessRegistry.start(workspace);
    LaytimeApi[] api = new LaytimeApi[1];
    Scene scene = Scene.in(workspace, "none", registry, registry, () -> api[0]);
    Digest stray = scene.images().image(registry, "none/app", "1", 1, 1_000);
    Configuration configuration =
        new Configuration()
            .stage(
                "none",
                registry.image("none"),
                "deletion: enabled",
                "external-delete: [\"**\"]",
                "grace-period: 1s",
                "quarantine: 1s",
                "sweep-every: 1s");
    LaytimeWorker worker =
        LaytimeWorker.embedded(
            workspace,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
    api[0] = workspace.keep(new LaytimeApi(worker.server()));

    scene.awaitReason("app:1", "no source of use is registered");
    assertThat(Await.holdsWithin(Duration.ofSeconds(5), () -> !scene.isTagged("app:1", stray)))
        .isFalse();
  }
}

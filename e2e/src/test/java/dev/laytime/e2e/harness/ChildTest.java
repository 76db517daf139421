package dev.laytime.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.1; done";

  @TempDir Path root;

  @Test
  void tellsExitCodeOutputAndErrorsApart() {
    try (Workspace workspace = Workspace.open(root)) {
      assertThat(workspace.run(shell("echo out; echo err >&2; exit 7"), SOON))
          .isEqualTo(new Execution(7, "out\n", "err\n"));
    }
  }

  @Test
  void endsWithItsWorkspace() {
    Child child;
    try (Workspace workspace = Workspace.open(root)) {
      child = workspace.start(shell("sleep 600"));
      assertThat(child.isAlive()).isTrue();
    }
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void takesItsDescendantsAlong() {
    Mark mark = Mark.fresh("E2E_TEST");
    try (Workspace workspace = Workspace.open(root)) {
      workspace.start(shell("sleep 600 & sleep 600; true").with(mark.variable(), mark.value()));
      Await.until("three run", SOON, () -> mark.processes().size() == 3);
    }
    assertThat(mark.processes()).isEmpty();
  }

  @Test
  void isKilledWhenItDoesNotListen() {
    try (Workspace workspace = Workspace.open(root)) {
      Child child = workspace.start(shell(STUBBORN));
      Await.until("it is ready", SOON, () -> Workspace.read(child.output()).contains("ready"));
      child.close(Duration.ofMillis(100));
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void isEndedWhenItOverstaysItsTime() {
    try (Workspace workspace = Workspace.open(root)) {
      Child child = workspace.start(shell("sleep 600"));
      assertThatThrownBy(() -> child.await(Duration.ofMillis(10)))
          .hasMessage("sh did not end within 0 s");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void isLedToNobodysServersOrCredentials() {
    Command command = shell("true").with("TEMPORAL_ADDRESS", "ours:1");
    assertThat(command.builder().environment())
        .containsEntry("TEMPORAL_ADDRESS", "ours:1")
        .doesNotContainKeys("DOCKER_CONFIG", "LAYTIME_SERVER", "REGISTRY_AUTH_FILE");
  }

  private static Command shell(String script) {
    return Command.of("sh", "sh", "-c", script);
  }
}

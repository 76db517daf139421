package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.Canary;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The only login that Pods of builders have: whatever is built here is built by it. */
@ExtendWith(OneYard.class)
@Order(4)
final class WorkshopLoginTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void writesWorkshopsAndNeitherWritesNorReadsWhatIsBuilt(Yard yard) throws IOException {
    Path login = login(yard);
    String base = yard.open().image("base:1");
    crane(yard, login, "copy", base, yard.content().image("dev/login:1")).orThrow();

    crane(yard, login, "copy", base, yard.host() + "/dev/laytime-build/login:1").orThrow();
    Execution written = crane(yard, login, "copy", base, yard.host() + "/dev/login:2");
    Execution read = crane(yard, login, "manifest", yard.host() + "/dev/login:1");

    assertThat(List.of(written, read))
        .allSatisfy(refused -> {
          assertThat(refused.exitCode()).isNotZero();
          assertThat(refused.errors()).containsIgnoringCase("unauthorized");
        });
  }

  private static Execution crane(Yard yard, Path login, String... arguments) {
    return yard.workspace()
        .run(
            Command.of("crane", Checkout.binary("crane"))
                .with(List.of(arguments))
                .with(List.of("--insecure"))
                .with("DOCKER_CONFIG", login.toString()),
            PATIENCE);
  }

  private static Path login(Yard yard) throws IOException {
    Path directory = yard.workspace().directory("login");
    Files.writeString(
        directory.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(yard.host(), Canary.base64(Yard.PUSHER.shown())));
    return directory;
  }
}

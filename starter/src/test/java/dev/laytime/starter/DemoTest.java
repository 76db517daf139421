package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.starter.demo.FakeHarbour;
import dev.laytime.starter.demo.FakeHarbour.Lie;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The demonstration's script, played by a worker that is honest, or lies in one thing. Each has a
 * worker of its own, and most of its time is waiting.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class DemoTest {

  /** After these what is waited for never comes. */
  private static final Set<Lie> ENDLESS = EnumSet.of(Lie.NEVER_NAMED, Lie.NEVER_COPIED);

  private final Path directory;

  DemoTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void tellsOneImagesWholeLife() throws IOException {
    try (FakeHarbour harbour = new FakeHarbour(directory, Lie.NONE)) {
      Run run = play(harbour, "2m");

      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      Golden.check("demo.txt", masked(harbour, run.out()));
      assertThat(Files.exists(directory.resolve("manifests/shop.yaml"))).isFalse();
      assertThat(Files.readString(directory.resolve("manifests/keeper.yaml")))
          .contains("image: " + harbour.image("demo/keeper:1"));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Lie.class, mode = Mode.EXCLUDE, names = "NONE")
  void believesNothing(Lie lie) throws IOException {
    try (FakeHarbour harbour = new FakeHarbour(directory, lie)) {
      Run run = play(harbour, ENDLESS.contains(lie) ? "1s" : "2m");

      assertThat(run.status()).isEqualTo(1);
      Golden.check("demo-%s.txt".formatted(lie), masked(harbour, run.err()));
    }
  }

  private Run play(FakeHarbour harbour, String timeout) {
    return Run.of(
        Map.of(),
        directory,
        URI.create("http://127.0.0.1:1"),
        "demo",
        "--server=http://" + harbour.address(),
        "--manifests=manifests",
        "--upstream=" + harbour.image("upstream/shop:1"),
        "--image=" + harbour.image("demo/shop:1"),
        "--stays=" + harbour.image("demo/keeper:1"),
        "--timeout=" + timeout);
  }

  private static String masked(FakeHarbour harbour, String text) {
    return text.replace(harbour.address(), "HOST:PORT")
        .replaceAll("[0-9a-f]{64}", "HEX")
        .replaceAll("\\b[0-9a-f]{12}:", "SHORT:");
  }
}

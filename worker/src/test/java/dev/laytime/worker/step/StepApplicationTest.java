package dev.laytime.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.image.Digest;
import dev.laytime.worker.step.StepProcess.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy as a step of a Job. */
class StepApplicationTest {

  @TempDir private Path directory;
  private StepProcess step;
  private EmbeddedRegistry registry;
  private Digest digest;

  @BeforeEach
  void haveAnImageAndARegistry() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    digest = Layouts.write(directory.resolve("image"));
    step = new StepProcess(directory);
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void copiesAndLeavesWhatItDid() throws IOException {
    End there = step.run("copy", "--result-file=result.json", "oci:image:1", image("app:1"));

    assertThat(there.err()).isEmpty();
    assertThat(there.code()).isZero();
    JsonNode told = new ObjectMapper().readTree(directory.resolve("result.json").toFile());
    assertThat(told.path("digest").asText()).isEqualTo(digest.value());
    assertThat(told.path("target").asText()).isEqualTo(image("app:1"));
    assertThat(told.path("manifestsCopied").asInt()).isOne();
    assertThat(told.path("blobsCopied").asInt()).isEqualTo(2);
    assertThat(told.path("requests").path("PUT").asInt()).isPositive();
    assertThat(there.out().strip()).isEqualTo(told.toString());

    End back = step.run("copy", image("app:1"), "oci:back:1");
    assertThat(back.code()).isZero();
    assertThat(directory.resolve("back/blobs/sha256/" + digest.hex())).exists();
    assertThat(step.run("copy", "oci:image:1", image("app:1")).out())
        .contains("\"alreadyThere\":true");
  }

  @Test
  void failsForGoodOfWhatIsNotThere() {
    End end = step.run("copy", "--try-for=5m", image("missing:1"), "oci:back:1");

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err())
        .startsWith("error: resolve " + image("missing:1"))
        .contains("cause: there is no such image")
        .hasLineCount(3);
    assertThat(step.ticks.pauses).isEmpty();
  }

  @Test
  void failsForGoodWhereItIsNotLetIn() {
    registry.behaviours().turnOn(new Behaviour.BasicAuthentication("ann", "secret"));

    End end = step.run("copy", "--try-for=5m", "oci:image:1", image("app:1"));

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).contains("cause: ", "hint: ");
    assertThat(step.ticks.pauses).isEmpty();
  }

  @Test
  void triesOnceWhereItIsNotToldHowLong() {
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(503)).times(1));

    End end = step.run("copy", "oci:image:1", image("app:1"));

    assertThat(end.code()).isEqualTo(75);
    assertThat(end.err()).startsWith("error: ").contains("503").hasLineCount(3);
    assertThat(step.run("copy", "oci:image:1", image("app:1")).code()).isZero();
  }

  @Test
  void triesAgainForAsLongAsItIsTold() {
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(503)).times(1));

    End end = step.run("copy", "--try-for=5m", "oci:image:1", image("app:1"));

    assertThat(end.code()).as(end.err()).isZero();
    assertThat(end.err()).startsWith("again in 2 s: ").contains("503").hasLineCount(1);
    assertThat(step.ticks.pauses).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void sendsNothingTwiceThatHasArrived() {
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(503))
                .on(RequestMatcher.method("PUT").and(RequestMatcher.path("/manifests/")))
                .times(1));

    End end = step.run("copy", "--try-for=5m", "oci:image:1", image("app:1"));

    assertThat(end.code()).as(end.err()).isZero();
    assertThat(end.out()).contains("\"blobsCopied\":0", "\"blobsPresent\":2");
  }

  @Test
  void goesOnWhereAConnectionBroke() throws IOException {
    assertThat(step.run("copy", "oci:image:1", image("app:1")).code()).isZero();
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.Truncated(3)).on(RequestMatcher.path("/blobs/")).times(9));

    End end = step.run("copy", "--try-for=1h", image("app:1"), "oci:back:1");

    assertThat(end.code()).as(end.err()).isZero();
    assertThat(step.ticks.pauses).isNotEmpty();
    assertThat(directory.resolve("back/blobs/sha256/" + digest.hex())).exists();
  }

  @Test
  void saysUntilWhenARegistryWantsToBeLeftAlone() {
    registry
        .behaviours()
        .inject(FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofMinutes(30))));

    End end = step.run("copy", "--try-for=5m", "oci:image:1", image("app:1"));

    assertThat(end.code()).isEqualTo(75);
    assertThat(end.err()).contains("(not before 2");
    assertThat(step.ticks.pauses).as("it would not be over in time").isEmpty();
  }

  @Test
  void endsWhenItsTimeIsOver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      String nowhere = "127.0.0.1:%d/app:1".formatted(silent.getLocalPort());

      End end = step.run("copy", "--timeout=1s", "--try-for=5m", nowhere, "oci:back:1");

      assertThat(end.code()).isEqualTo(124);
      assertThat(end.err()).contains("it was not done within 1 s");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy oci:image:1", "build a b", "copy --once a b"})
  void saysHowItIsCalled(String line) {
    End end = step.run(line.split(" "));

    assertThat(end.code()).isEqualTo(2);
    assertThat(end.err()).startsWith("error: read the command line").contains("step copy [--");
  }

  @Test
  void saysThatItsResultCannotBeLeft() {
    End end = step.run("copy", "--result-file=no/file", "oci:image:1", image("app:1"));

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).contains("write the result to", "but the copy was made");
  }

  private String image(String name) {
    return registry.address() + "/" + name;
  }
}

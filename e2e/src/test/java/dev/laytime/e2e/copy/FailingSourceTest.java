package dev.laytime.e2e.copy;

import static dev.laytime.e2e.counterpart.Fault.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources that refuse, break off or lie: no tag is written, and the error says what to do. */
@ExtendWith(ProvingGround.class)
final class FailingSourceTest {

  private static final int ERROR = 1;
  private static final int TIMEOUT = 124;

  private static DistributionRegistry registry;
  private static FaultProxy source;
  private static Team team;
  private static Crane crane;
  private static Digest digest;

  @BeforeAll
  static void start(Workspace workspace) {
    registry = DistributionRegistry.start(workspace);
    source = workspace.keep(FaultProxy.before(registry));
    team = Team.start(workspace);
    crane = new Crane(workspace);
    try (Images images = new Images(workspace.directory("images"))) {
      digest = images.index(registry, "source/app", "1", List.of("amd64", "arm64"), 2, 100_000);
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        argumentSet("401", answers(401), ERROR, "docker login"),
        argumentSet("404", answers(404), ERROR, "check the reference"),
        argumentSet(
            "429",
            to(_ -> true, new Fault.Answer(429, Map.of("Retry-After", "1"))),
            TIMEOUT,
            "log in for a higher limit"),
        argumentSet("500", answers(500), TIMEOUT, "the registry has trouble of its own"),
        argumentSet("503", answers(503), TIMEOUT, "the registry has trouble of its own"),
        // Before any other that lets manifests be read: the worker remembers them.
        argumentSet(
            "wrong manifest",
            to(Fault::isManifest, new Fault.Spoil(Fault.Body.WRONG)),
            ERROR,
            "the source is damaged"),
        argumentSet("wrong blob", spoils(Fault.Body.WRONG), ERROR, "the source is damaged"),
        argumentSet(
            "truncated blob", spoils(Fault.Body.TRUNCATED), TIMEOUT, "the connection broke off"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void failsWithoutATagAndSaysWhatToDo(Fault fault, int exitCode, String told) {
    String target = registry.image("target/failed:" + System.nanoTime());
    source.behave(fault);

    Execution failed =
        team.cli()
            .run("mirror", "--timeout", patience(exitCode), source.image("source/app:1"), target);

    assertThat(failed.errors())
        .containsPattern("(?m)^error: .+")
        .containsPattern("(?m)^  cause: .+")
        .containsPattern("(?m)^  hint: .+")
        .contains(told);
    assertThat(failed.output()).isEmpty();
    assertThat(failed.exitCode()).isEqualTo(exitCode);
    assertThat(crane.knows(target)).isFalse();
  }

  /** What ends for good does so by itself; the rest is tried until the time is over. */
  private static String patience(int exitCode) {
    return exitCode == TIMEOUT ? "5s" : "90s";
  }

  @Test
  void comesBackWhenTheSourceSaidItMay() {
    AtomicReference<FaultProxy.@Nullable Seen> refused = new AtomicReference<>();
    Fault once =
        request ->
            Fault.isBlob(request) && refused.compareAndSet(null, request)
                ? new Fault.Answer(429, Map.of("Retry-After", "4"))
                : new Fault.Forward();
    String target = registry.image("target/patient:1");
    source.behave(once);

    team.cli().run("mirror", source.image("source/app:1"), target).orThrow();

    assertThat(crane.digest(target)).isEqualTo(digest.value());
    FaultProxy.Seen first = Objects.requireNonNull(refused.get());
    assertThat(source.seen())
        .filteredOn(seen -> seen.target().equals(first.target()) && seen.at().isAfter(first.at()))
        .isNotEmpty()
        .allSatisfy(again -> assertThat(again.at()).isAfterOrEqualTo(first.at().plusSeconds(4)));
  }

  private static Fault answers(int status) {
    return to(_ -> true, new Fault.Answer(status));
  }

  private static Fault spoils(Fault.Body body) {
    return to(Fault::isBlob, new Fault.Spoil(body));
  }
}

package dev.laytime.activities.build.jib;

import static dev.laytime.activities.build.jib.JibBench.AMD;
import static dev.laytime.activities.build.jib.JibBench.ARM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.build.BuildActivitiesImpl;
import dev.laytime.activities.registry.BuiltImageActivitiesImpl;
import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.BuildSourceRequest;
import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.FailureType;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds by Jib as Temporal sees them. */
class JibBuilderTest {

  private static final String FILE =
      """
      from: scratch
      layers: [{files: 'web/**', to: /srv}]
      """;
  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofMinutes(2))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  @TempDir Path directory;
  private JibBench bench;
  private String commit = "";
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @BeforeEach
  void openBench() throws IOException {
    bench = new JibBench(directory);
    bench.source().file("web/index.html", "hello").file(".laytime/image.yaml", FILE);
    commit = bench.source().commit("main");
    bench.tag("v1.2", commit);
    temporal.registerActivitiesImplementations(
        new BuildActivitiesImpl(bench::repository, Map.of(BuildStrategy.JIB, bench.builder())),
        new BuiltImageActivitiesImpl(bench.stores()));
  }

  @AfterEach
  void closeBench() {
    temporal.close();
    bench.close();
  }

  @Test
  void buildsWhatATagMeansAndLooksAtIt() {
    ResolvedRef source = new ResolvedRef("refs/tags/v1.2", new GitCommit(commit));
    assertThat(resolve("1.2", null))
        .isEqualTo(new Resolution.Found(source.provenIn(rule(AMD).git(), rule(AMD).allowed())));

    BuildOutcome built = build(source, AMD, ARM);

    assertThat(built)
        .isInstanceOfSatisfying(
            BuildOutcome.Built.class,
            outcome -> {
              assertThat(fault(outcome.digest(), AMD, ARM)).isEmpty();
              assertThat(fault(outcome.digest(), AMD, Platform.parse("linux/s390x")))
                  .isEqualTo(
                      "what was built is for [linux/amd64, linux/arm64], and not for linux/s390x");
              assertThat(fault(outcome.digest(), AMD))
                  .contains("also for linux/arm64, which nobody asked for");
            });
    assertThat(build(source, AMD, ARM)).isEqualTo(built);
    assertThat(
            bench
                .lines()
                .tail(BuildId.of(image("1.2"), source.commit(), BuildStrategy.JIB), List.of()))
        .startsWith("read .laytime/image.yaml of refs/tags/v1.2, commit " + commit)
        .contains("on scratch", "make the image for linux/arm64");
    assertThat(fault(Digest.of("sha256", "ab".repeat(32)), AMD))
        .contains("which its builder says it pushed");
    assertThat(bench.inTheMaking()).isEmpty();
  }

  @Test
  void saysWhyThereIsNothingToBuild() {
    assertThat(resolve("9", null))
        .isInstanceOfSatisfying(
            Resolution.Final.class,
            end -> assertThat(end.failure().kind()).isEqualTo(BuildFailureKind.UNKNOWN_REF));
    assertThat(resolve("1.2", new GitRef.BranchRef("other")))
        .isEqualTo(
            new Resolution.Final(
                BuildFailure.of(
                    BuildFailureKind.NOT_ALLOWED,
                    "branch other is nothing in Git that build rule site allows:"
                        + " tags v*, branches main")));
  }

  @Test
  void tellsWhatTheSourceIsAtFaultFor() throws IOException {
    bench.source().link("web/token", "/var/run/secrets/token");
    String linked = bench.source().commit("main");

    assertThat(build(new ResolvedRef("refs/heads/main", new GitCommit(linked)), AMD))
        .isEqualTo(
            new BuildOutcome.Failed(
                BuildFailure.of(
                    BuildFailureKind.USER_ERROR, "web/token is a link, which is not taken")));
    assertThat(bench.inTheMaking()).isEmpty();
  }

  @Test
  void findsACommitThatItsBranchHasLeftBehind() throws IOException {
    ResolvedRef earlier = new ResolvedRef("refs/heads/main", new GitCommit(commit));
    bench.source().file("web/index.html", "later").commit("main");
    bench.source().file("web/index.html", "latest").commit("main");

    assertThat(build(earlier, AMD)).isInstanceOf(BuildOutcome.Built.class);
  }

  @Test
  void buildsNoCommitThatItsRefDoesNotLeadToAnyMore() {
    ResolvedRef gone = new ResolvedRef("refs/heads/main", new GitCommit("ab".repeat(20)));

    assertThat(build(gone, AMD))
        .isInstanceOfSatisfying(
            BuildOutcome.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(BuildFailureKind.UNKNOWN_REF));
  }

  @Test
  void tellsWhatTakesTooLong() {
    ResolvedRef source = new ResolvedRef("refs/heads/main", new GitCommit(commit));

    assertThat(build(source, rule(Duration.ofNanos(1), AMD)))
        .isEqualTo(
            new BuildOutcome.Failed(
                BuildFailure.of(BuildFailureKind.TIMEOUT, "not done after 0 s")));
  }

  @Test
  void givesUpWhatEndsOneWorkerAfterTheOther() {
    ResolvedRef source = new ResolvedRef("refs/heads/main", new GitCommit(commit));
    temporal.setHeartbeatDetails(2);
    assertThat(build(source, AMD)).isInstanceOf(BuildOutcome.Built.class);

    temporal.setHeartbeatDetails(3);

    BuildFailure failure =
        BuildFailure.of(
            BuildFailureKind.INFRASTRUCTURE,
            "3 workers ended while they read its source, one after the other; see why, and order"
                + " it again");
    assertThat(build(source, AMD)).isEqualTo(new BuildOutcome.GivenUp(failure));
    temporal.setHeartbeatDetails(3);
    assertThat(resolve("1.2", null)).isEqualTo(new Resolution.Final(failure));
  }

  @Test
  void countsItselfAmongThoseWhileItWorks() {
    List<Integer> told = new CopyOnWriteArrayList<>();
    temporal.setActivityHeartbeatListener(Integer.class, told::add);
    temporal.setHeartbeatDetails(1);

    assertThat(resolve("1.2", null)).isInstanceOf(Resolution.Found.class);

    assertThat(told).containsExactly(2);
  }

  @Test
  void takesTroubleForNoAnswer() {
    bench.loseSource();

    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> resolve("1.2", null));

    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            cause -> {
              assertThat(cause.getType()).isEqualTo(FailureType.UNAVAILABLE.name());
              assertThat(cause.isNonRetryable()).isFalse();
            });
  }

  private Resolution resolve(String tag, @Nullable GitRef ref) {
    return temporal
        .newActivityStub(BuildActivities.class, OPTIONS)
        .resolve(new BuildSourceRequest(rule(AMD), image(tag), ref));
  }

  private BuildOutcome build(ResolvedRef source, Platform... platforms) {
    return build(source, rule(platforms));
  }

  private BuildOutcome build(ResolvedRef source, BuildRule rule) {
    return temporal
        .newActivityStub(BuildActivities.class, OPTIONS)
        .build(
            new BuildRequest(
                rule,
                image("1.2"),
                source,
                BuildId.of(image("1.2"), source.commit(), BuildStrategy.JIB),
                bench.repository("laytime-build/site")));
  }

  private String fault(Digest digest, Platform... platforms) {
    return temporal
        .newActivityStub(BuiltImageActivities.class, OPTIONS)
        .verify(
            new BuiltImageRequest(
                bench.repository("laytime-build/site"), digest, List.of(platforms)))
        .fault();
  }

  private Reference image(String tag) {
    return bench.repository("team/site").tagged(new Tag(tag));
  }

  private BuildRule rule(Platform... platforms) {
    return rule(Duration.ofMinutes(10), platforms);
  }

  private BuildRule rule(Duration timeout, Platform... platforms) {
    return new BuildRule(
        "site",
        new BuildImages(List.of(bench.repository("team/site").toString()), List.of()),
        new GitRepository("file:///source.git", null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of("main")),
        JibBench.recipe(List.of(), List.of(platforms), timeout),
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }
}

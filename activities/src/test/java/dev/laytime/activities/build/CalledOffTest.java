package dev.laytime.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.usage.FileTree.UnreadableException;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A build that nobody wants any more. */
class CalledOffTest {

  private static final GitCommit COMMIT = new GitCommit("c".repeat(40));
  private static final Reference IMAGE = Reference.parse("r.test/dev/app:1");

  static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofMinutes(1))
          .setHeartbeatTimeout(Duration.ofMinutes(1))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<BuildRequest> calledOff = new ArrayList<>();
  private boolean trouble;

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void endsElsewhereToo() {
    register((_, pulse) -> {
      temporal.requestCancelActivity();
      for (int i = 0; i < 100; i++) {
        pulse.run();
      }
      throw new AssertionError("It goes on");
    });

    assertThatThrownBy(() -> activities().build(request())).isInstanceOf(Exception.class);
    assertThat(calledOff).containsExactly(request());
  }

  @Test
  void goesOnElsewhereWhereThisWorkerIsInTrouble() {
    register((_, _) -> {
      throw new IllegalStateException("out of luck");
    });

    assertThatThrownBy(() -> activities().build(request())).isInstanceOf(Exception.class);
    assertThat(calledOff).isEmpty();
  }

  @Test
  void isNotForgottenWhereAWorkerHasNoBuilder() {
    temporal.registerActivitiesImplementations(
        new BuildActivitiesImpl(
            _ -> {
              throw new AssertionError("Nobody asks");
            },
            Map.of()));

    assertThatThrownBy(() -> activities().abandon(request()))
        .hasStackTraceContaining("no builder for strategy KANIKO")
        .hasStackTraceContaining("nonRetryable=false");
  }

  @Test
  void isTriedAgainWhereNobodyKnowsWhetherItEnded() {
    trouble = true;
    register((_, _) -> {
      throw new AssertionError("Nobody builds");
    });

    assertThatThrownBy(() -> activities().abandon(request()))
        .hasStackTraceContaining("no answer")
        .hasStackTraceContaining("nonRetryable=false");
  }

  private interface Work {
    Digest build(BuildRequest request, Pulse pulse);
  }

  private void register(Work work) {
    Builder builder =
        new Builder() {
          @Override
          public Pushed build(BuildRequest request, Pulse pulse) {
            return new Pushed(work.build(request, pulse), List.of());
          }

          @Override
          public void callOff(BuildRequest request) {
            calledOff.add(request);
            if (trouble) {
              throw new UnreadableException("no answer", new IOException("no answer"));
            }
          }
        };
    temporal.registerActivitiesImplementations(
        new BuildActivitiesImpl(
            _ -> {
              throw new AssertionError("Nobody asks");
            },
            Map.of(BuildStrategy.KANIKO, builder)));
  }

  private BuildActivities activities() {
    return temporal.newActivityStub(BuildActivities.class, OPTIONS);
  }

  static BuildRequest request() {
    BuildRecipe recipe =
        new BuildRecipe(
            BuildStrategy.KANIKO,
            "",
            "Dockerfile",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofMinutes(10));
    return new BuildRequest(
        new BuildRule(
            "app",
            new BuildImages(List.of("r.test/**"), List.of()),
            new GitRepository("https://git.test/app.git", null),
            List.of(new RefMapping.ToTag("v{tag}")),
            new AllowedRefs(List.of("v*"), List.of()),
            recipe,
            BuildLimits.NOBODY,
            false,
            AfterBuild.NOTHING),
        IMAGE,
        new ResolvedRef("refs/tags/v1", COMMIT),
        BuildId.of(IMAGE, COMMIT, BuildStrategy.KANIKO),
        new Repository("r.test", "laytime-build/app"));
  }
}

package dev.laytime.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Digest;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sources that end the workers that read them. */
class DeathsTest {

  private static final Digest MADE = Digest.of("sha256", "1".repeat(64));

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<Integer> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void areCountedWhileASourceIsRead() {
    temporal.setHeartbeatDetails(2);

    assertThat(build(Runnable::run)).isEqualTo(new BuildOutcome.Built(MADE, List.of()));
    assertThat(told).first().isEqualTo(3);
  }

  @Test
  void areForgottenOnceItGoesOnElsewhere() {
    temporal.setHeartbeatDetails(2);

    assertThat(build(pulse -> pulse.elsewhere().run()))
        .isEqualTo(new BuildOutcome.Built(MADE, List.of()));
    assertThat(told).first().isEqualTo(0);
  }

  @Test
  void endWhatTookThreeWorkersAndBlameNobody() {
    temporal.setHeartbeatDetails(3);

    assertThat(
            build(_ -> {
              throw new AssertionError("It is read again");
            }))
        .isInstanceOfSatisfying(
            BuildOutcome.GivenUp.class,
            end -> {
              assertThat(end.failure().kind()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
              assertThat(end.failure().said()).startsWith("3 workers ended");
            });
  }

  private BuildOutcome build(Consumer<Pulse> work) {
    Builder builder =
        (_, pulse) -> {
          work.accept(pulse);
          return new Builder.Pushed(MADE, List.of());
        };
    temporal.setActivityHeartbeatListener(Integer.class, told::add);
    temporal.registerActivitiesImplementations(
        new BuildActivitiesImpl(
            _ -> {
              throw new AssertionError("Nobody asks");
            },
            Map.of(BuildStrategy.KANIKO, builder)));
    BuildRequest request = CalledOffTest.request();
    return temporal.newActivityStub(BuildActivities.class, CalledOffTest.OPTIONS).build(request);
  }
}

package dev.laytime.starter;

import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;

/** Fails once, then makes progress that can be seen, then has copied. */
final class FakeRegistry implements RegistryActivities {

  private static final int BEATS = 30;
  private static final long PAUSE_MILLIS = 100;

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    return new ResolveResult(FakeImageCopy.DIGEST, "application/vnd.oci.image.index.v1+json");
  }

  @Override
  public CopyResult copy(CopyRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    if (context.getInfo().getAttempt() == 1) {
      throw ApplicationFailure.newFailure(
          "failed",
          FailureType.UNAVAILABLE.name(),
          new Problem("pull blob", "503 Service Unavailable", "wait", null));
    }
    for (int i = 0; i < BEATS; i++) {
      context.heartbeat(new CopyProgress(3, 12, 45_200_000, 120_000_000));
      pause();
    }
    return FakeImageCopy.MOVED;
  }

  /** The line under test looks once a second, by a real clock: the copy must last that long. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

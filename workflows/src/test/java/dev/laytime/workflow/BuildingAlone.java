package dev.laytime.workflow;

import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildAncestryRequest;
import dev.laytime.activity.BuildAncestryResult;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.BuildSourceRequest;
import dev.laytime.build.Resolution;
import io.temporal.failure.ApplicationFailure;

/** A worker of builds that has no slot for anything else. */
record BuildingAlone(BuildActivities builds) implements BuildActivities {

  @Override
  public Resolution resolve(BuildSourceRequest request) {
    throw busy();
  }

  @Override
  public BuildAncestryResult compare(BuildAncestryRequest request) {
    throw busy();
  }

  @Override
  public BuildOutcome build(BuildRequest request) {
    return builds.build(request);
  }

  @Override
  public void abandon(BuildRequest request) {
    throw busy();
  }

  private static ApplicationFailure busy() {
    return ApplicationFailure.newNonRetryableFailure("All slots are taken by builds", "BUSY");
  }
}

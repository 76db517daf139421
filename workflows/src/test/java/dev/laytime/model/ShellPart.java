package dev.laytime.model;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.function.Function;

/** Activities of one kind in one world; one thing happens after the other. */
abstract class ShellPart {

  private final ShellWorld world;
  private final Shell shell;

  ShellPart(ShellWorld world, Shell shell) {
    this.world = world;
    this.shell = shell;
  }

  /** Does something in the world; what must never be is kept for the test, and fails here. */
  <R> R happens(Function<Universe, R> what) {
    Instant now = shell.now(Activity.getExecutionContext().getInfo());
    return world.happens(
        now,
        universe -> {
          if (!world.worksIn(shell)) {
            throw again("the worker has died");
          }
          try {
            R result = what.apply(universe);
            if (world.losesAnAnswer()) {
              throw again("the worker died with the answer");
            }
            return result;
          } catch (World.Violation violation) {
            world.broken(violation);
            throw failure("violation: " + violation.getMessage());
          }
        });
  }

  static ApplicationFailure failure(String cause) {
    return ApplicationFailure.newNonRetryableFailure(
        cause, FailureType.UNAVAILABLE.name(), new Problem("ask", cause, "wait", null));
  }

  /** One that is tried again at once. */
  static ApplicationFailure again(String cause) {
    return ApplicationFailure.newFailure(
        cause, FailureType.UNAVAILABLE.name(), new Problem("ask", cause, "wait", null));
  }

  static IllegalStateException unexpected() {
    return new IllegalStateException("Nobody asks for this here");
  }
}

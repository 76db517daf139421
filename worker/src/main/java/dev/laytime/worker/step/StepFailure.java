package dev.laytime.worker.step;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import java.io.IOException;

/** A step that came to nothing, as a person and as whoever reads its exit code learn it. */
final class StepFailure extends Exception {

  private static final long serialVersionUID = 1;

  private static final int FOR_GOOD = 1;
  private static final int REFUSED = 5;
  private static final int OUT_OF_TIME = 124;

  private final String what;
  private final String why;
  private final String hint;
  private final int exitCode;

  private StepFailure(String what, String why, String hint, int exitCode) {
    super("%s: %s; %s".formatted(what, why, hint));
    this.what = what;
    this.why = why;
    this.hint = hint;
    this.exitCode = exitCode;
  }

  static StepFailure of(RegistryException e) {
    String hint =
        e.until() == null ? e.hint() : "%s (not before %s)".formatted(e.hint(), e.until());
    return new StepFailure(e.what(), e.said(), hint, exitCode(e.type()));
  }

  /** Of which nobody knows whether it is for good: the worker tries such again, too. */
  static StepFailure unknown(String what, IOException e) {
    return new StepFailure(
        what, e.toString(), "see what it says; it may fare better later", CopyStep.LATER);
  }

  static StepFailure forGood(String what, String why, String hint) {
    return new StepFailure(what, why, hint, FOR_GOOD);
  }

  /** As the command line has them, and one more. */
  private static int exitCode(FailureType type) {
    return switch (type) {
      case UNAVAILABLE, THROTTLED -> CopyStep.LATER;
      case TIMED_OUT -> OUT_OF_TIME;
      case FORBIDDEN_ADDRESS, FORBIDDEN_IMAGE -> REFUSED;
      case UNAUTHORIZED, DENIED, NOT_FOUND, UNSUPPORTED, CONTENT_MISMATCH, REFUSED -> FOR_GOOD;
    };
  }

  String what() {
    return what;
  }

  String why() {
    return why;
  }

  String hint() {
    return hint;
  }

  int exitCode() {
    return exitCode;
  }
}

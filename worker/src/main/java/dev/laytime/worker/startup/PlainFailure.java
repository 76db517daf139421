package dev.laytime.worker.startup;

import org.springframework.boot.diagnostics.FailureAnalysis;

/** A failure as a person reads it. */
final class PlainFailure extends FailureAnalysis {

  private final String what;
  private final String why;
  private final String hint;

  PlainFailure(String what, String why, String hint, Throwable cause) {
    super(what + ": " + why, hint, cause);
    this.what = what;
    this.why = why;
    this.hint = hint;
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
}

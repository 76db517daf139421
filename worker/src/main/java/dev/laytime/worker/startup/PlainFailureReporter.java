package dev.laytime.worker.startup;

import java.io.PrintStream;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells a failed start on standard error, in the form that all of Laytime's errors have. */
final class PlainFailureReporter implements FailureAnalysisReporter {

  private final PrintStream out;

  PlainFailureReporter() {
    this(System.err);
  }

  PlainFailureReporter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void report(FailureAnalysis analysis) {
    out.print(text(analysis));
    out.flush();
  }

  static String text(FailureAnalysis analysis) {
    if (analysis instanceof PlainFailure plain) {
      return "error: %s\n  cause: %s\n  hint: %s\n"
          .formatted(plain.what(), indented(plain.why()), indented(plain.hint()));
    }
    String action = analysis.getAction() == null ? "" : analysis.getAction();
    return "error: cannot start\n  cause: %s\n  hint: %s\n"
        .formatted(indented(analysis.getDescription()), indented(action));
  }

  private static String indented(String text) {
    return text.strip().replace("\n", "\n    ");
  }
}

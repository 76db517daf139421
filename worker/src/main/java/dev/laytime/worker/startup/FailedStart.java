package dev.laytime.worker.startup;

import java.util.Optional;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What a start failed of, where no application context is there to report it. */
public final class FailedStart {

  private FailedStart() {}

  /** In three lines; empty for what only a stack trace tells. */
  public static Optional<String> text(Throwable failure) {
    FailureAnalysis analysis = new PlainFailureAnalyzer().analyze(failure);
    return Optional.ofNullable(analysis).map(PlainFailureReporter::text);
  }
}

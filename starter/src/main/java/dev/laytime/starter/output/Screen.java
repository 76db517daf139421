package dev.laytime.starter.output;

import dev.laytime.activity.Problem;
import java.io.PrintStream;

/** What a command says and how: results to stdout, everything else to stderr. */
public final class Screen {

  private final Streams streams;
  private final OutputFormat format;
  private final boolean colors;
  private final boolean quiet;
  private final boolean verbose;

  /**
   * @param colors whether stderr gets colours; results never do
   * @param quiet no notes and no progress
   * @param verbose every step, and stack traces
   */
  public Screen(
      Streams streams, OutputFormat format, boolean colors, boolean quiet, boolean verbose) {
    this.streams = streams;
    this.format = format;
    this.colors = colors;
    this.quiet = quiet;
    this.verbose = verbose;
  }

  /** Writes a result. */
  public void result(Report report) {
    PrintStream out = streams.out();
    switch (format) {
      case TABLE -> out.print(report.text());
      case JSON -> out.println(Json.document(report));
      case JSONL -> out.println(Json.line(report));
    }
    out.flush();
  }

  /** Writes an error, as JSON where results are JSON. */
  public void error(Problem problem) {
    streams
        .err()
        .print(
            format == OutputFormat.TABLE
                ? ErrorText.human(problem, colors)
                : Json.line(ErrorText.fields(problem)) + System.lineSeparator());
    streams.err().flush();
  }

  /** Tells a person something beside the result. */
  public void note(String text) {
    if (notes()) {
      streams.err().println(PlainText.oneLine(text));
    }
  }

  /** Tells what is being done, where that was asked for. */
  public void detail(String text) {
    if (verbose) {
      streams.err().println(PlainText.oneLine(text));
    }
  }

  /** Shows where an error comes from, where that was asked for. */
  public void trace(Throwable cause) {
    if (verbose) {
      cause.printStackTrace(streams.err());
    }
  }

  /** A line that is redrawn in place on a terminal, and silent elsewhere. */
  public ProgressLine progress() {
    return new ProgressLine(streams, notes() && streams.errIsTerminal());
  }

  /** Whoever reads JSON from stderr must not find anything else there. */
  private boolean notes() {
    return !quiet && (format == OutputFormat.TABLE || streams.errIsTerminal());
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.ColorChoice;
import dev.laytime.starter.output.OutputFormat;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.output.Streams;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
final class GlobalOptions {

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      defaultValue = "table",
      order = 100,
      description = "How results are written: table, json or jsonl (default: table).")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      defaultValue = "auto",
      order = 101,
      description =
          "Colours: auto, always or never (default: auto, which heeds NO_COLOR and"
              + " CLICOLOR_FORCE).")
  private ColorChoice color = ColorChoice.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      order = 102,
      description = "No notes and no progress: results and errors only.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      order = 103,
      description = "Tell every step, and show where an error comes from.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      order = 104,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  /** The screen that these options ask for. */
  Screen screen(Streams streams, Map<String, String> environment) {
    return new Screen(
        streams, output, color.colors(environment, streams.errIsTerminal()), quiet, verbose);
  }
}

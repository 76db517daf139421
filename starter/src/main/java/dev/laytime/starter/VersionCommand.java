package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says what this is: {@code laytime version}. */
@Command(
    sortOptions = false,
    name = "version",
    description = "Prints the version, and the JDK that it runs on.",
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {"0:printed", "2:the command line is wrong"},
    footer = {"", "Examples:", "  laytime version", "  laytime version -o json"})
final class VersionCommand implements Callable<Integer> {

  private final CommandContext context;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.screen().result(VersionReport.ofProcess());
    return ExitCode.OK.status();
  }
}

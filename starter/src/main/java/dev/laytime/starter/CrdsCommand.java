package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what kubectl needs to know: {@code laytime crds}. */
@Command(
    sortOptions = false,
    name = "crds",
    description = "Prints the definitions of custom resources, for 'kubectl apply'.",
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {"0:printed", "2:the command line is wrong"},
    footer = {"", "Examples:", "  laytime crds laytime | kubectl apply --server-side -f -"})
final class CrdsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      paramLabel = "WHOSE",
      arity = "0..*",
      description =
          "Those of which: laytime, laytime-approvals, qebbeq, image-operator (default: all).")
  private List<CustomResources> wanted = List.of();

  CrdsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.surroundings().streams().out().print(CustomResources.text(wanted));
    return ExitCode.OK.status();
  }
}

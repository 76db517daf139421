package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets go what a breaker holds: {@code laytime approve BREAKER}. */
@Command(
    sortOptions = false,
    name = "approve",
    description = {
      "Lets removals go that are so many at once that they wait for a person, or has lives told"
          + " what a sweep missed of a stage: 'laytime plan' lists both with their breaker.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:approved",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  5:refused: another count waits by now"
    },
    footer = {"", "Examples:", "  laytime approve prod-7f3a --count 64"})
final class ApproveCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "BREAKER", description = "Its id.")
  private String breaker = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      required = true,
      order = 1,
      description = "How many removals or missed images 'laytime plan' showed.")
  private long count;

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  ApproveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String path = "breakers/" + WorkerApi.segment(breaker) + "/approve";
    wish.send(context, server, "approve breaker " + breaker, path, count);
    return ExitCode.OK.status();
  }
}

package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes the pause of a stage back: {@code laytime resume STAGE}. */
@Command(
    sortOptions = false,
    name = "resume",
    description = {
      "Takes the pause of a stage back: images whose time is over leave again, on fresh evidence.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:not paused any more, or was not",
      "  1:failed, or there is no such stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by the worker"
    },
    footer = {"", "Examples:", "  laytime resume prod"})
final class ResumeCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "STAGE", description = "Its name.")
  private String stage = "";

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String path = "stages/" + WorkerApi.segment(stage) + "/resume";
    wish.send(context, server, "resume stage " + stage, path, null);
    return ExitCode.OK.status();
  }
}

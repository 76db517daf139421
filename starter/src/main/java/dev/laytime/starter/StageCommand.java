package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.StagesReport;
import dev.laytime.view.StagesView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the stages: {@code laytime stage}. */
@Command(
    sortOptions = false,
    name = "stage",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists the stages: whether they delete, what their registry can do, and what is in them.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {"", "Examples:", "  laytime stage", "  laytime stage adopt prod --confirm"})
final class StageCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final ServerFlags server = new ServerFlags();

  StageCommand(CommandContext context) {
    this.context = context;
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {new Adopt(context, server)};
  }

  @Override
  public Integer call() {
    StagesView view = server.api(context).get("list stages", "stages", Map.of(), StagesView.class);
    context.screen().result(new StagesReport(view.stages()));
    return ExitCode.OK.status();
  }

  /** Takes a stage over: {@code laytime stage adopt NAME}. */
  @Command(
      sortOptions = false,
      name = "adopt",
      description = {
        "Takes a stage over in which another installation left its owner record: from then on this"
            + " one deletes there, by its own sources alone.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:adopted",
        Ends.FAILED,
        "  2:the command line is wrong, or --confirm is missing",
        "  5:refused by the worker"
      },
      footer = {"", "Examples:", "  laytime stage adopt prod --confirm"})
  static final class Adopt implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "NAME", description = "The stage.")
    private String name = "";

    @Option(names = "--confirm", order = 1, description = "Mean it.")
    private boolean confirmed;

    @Mixin private final LedgerWish wish = new LedgerWish();

    Adopt(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      String attempted = "adopt stage " + name;
      LedgerWish.requireConfirmed(
          confirmed,
          attempted,
          "images that only the other installation's sources name may be deleted then");
      String path = "stages/" + WorkerApi.segment(name) + "/adopt";
      wish.send(context, server, attempted, path, null);
      return ExitCode.OK.status();
    }
  }
}

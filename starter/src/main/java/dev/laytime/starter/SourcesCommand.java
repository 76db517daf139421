package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.SourcesReport;
import dev.laytime.view.SourcesView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the sources of use: {@code laytime sources}. */
@Command(
    sortOptions = false,
    name = "sources",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists the sources of use: when each was last seen completely, and whether its word counts.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:listed, also where there are none",
      "  1:failed; stderr says why, and what to do",
      "  2:the command line is wrong"
    },
    footer = {
      "",
      "Examples:",
      "  laytime sources",
      "  laytime sources approve apps --scan 42",
      "  laytime sources remove old-cluster --confirm"
    })
final class SourcesCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final ServerFlags server = new ServerFlags();

  SourcesCommand(CommandContext context) {
    this.context = context;
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {new Approve(context, server), new Remove(context, server)};
  }

  @Override
  public Integer call() {
    SourcesView view =
        server.api(context).get("list sources", "sources", Map.of(), SourcesView.class);
    context
        .screen()
        .result(new SourcesReport(view.sources(), context.surroundings().clock().instant()));
    return ExitCode.OK.status();
  }

  private static String path(String source, String verb) {
    return "sources/" + WorkerApi.segment(source) + "/" + verb;
  }

  /** Lets a held scan count: {@code laytime sources approve NAME}. */
  @Command(
      sortOptions = false,
      name = "approve",
      description = {
        "Lets a scan count that was held because it names nothing, or far less than the one"
            + " before.",
        ""
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "  0:approved",
        "  1:failed; stderr says why, and what to do",
        "  2:the command line is wrong",
        "  5:refused: there is a newer scan, or it is not held"
      },
      footer = {"", "Examples:", "  laytime sources approve apps --scan 42"})
  static final class Approve implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "NAME", description = "The source.")
    private String name = "";

    @Option(
        names = "--scan",
        paramLabel = "N",
        required = true,
        order = 1,
        description = "The scan that was looked at, as 'laytime sources' numbers it.")
    private long scan;

    @Mixin private final LedgerWish wish = new LedgerWish();

    Approve(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      String attempted = "approve scan %d of %s".formatted(scan, name);
      wish.send(context, server, attempted, path(name, "approve"), scan);
      return ExitCode.OK.status();
    }
  }

  /** Takes a source away: {@code laytime sources remove NAME}. */
  @Command(
      sortOptions = false,
      name = "remove",
      description = {
        "Takes a source of use away that configuration has no more: it no longer blocks, and what"
            + " only it names is unused from now on.",
        ""
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "  0:removed",
        "  1:failed; stderr says why, and what to do",
        "  2:the command line is wrong, or --confirm is missing",
        "  5:refused: configuration still has it"
      },
      footer = {"", "Examples:", "  laytime sources remove old-cluster --confirm"})
  static final class Remove implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "NAME", description = "The source.")
    private String name = "";

    @Option(names = "--confirm", order = 1, description = "Mean it.")
    private boolean confirmed;

    @Mixin private final LedgerWish wish = new LedgerWish();

    Remove(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      String attempted = "remove source " + name;
      LedgerWish.requireConfirmed(
          confirmed, attempted, "what only this source names may be deleted then");
      wish.send(context, server, attempted, path(name, "remove"), null);
      return ExitCode.OK.status();
    }
  }
}

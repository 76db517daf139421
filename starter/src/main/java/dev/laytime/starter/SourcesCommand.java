package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.report.SourcesReport;
import dev.laytime.view.SourcesView;
import java.util.Map;
import picocli.CommandLine.Command;
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
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime sources",
      "  laytime sources approve apps --scan 42",
      "  laytime sources remove old-cluster --confirm"
    })
final class SourcesCommand extends ListCommand {

  SourcesCommand(CommandContext context) {
    super(context);
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {new Approve(context, server), new Remove(context, server)};
  }

  @Override
  public Integer call() {
    SourcesView view = get("list sources", "sources", Map.of(), SourcesView.class);
    return show(new SourcesReport(view.sources(), context.surroundings().clock().instant()));
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
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:approved",
        Ends.FAILED,
        Ends.WRONG_LINE,
        "  5:refused: there is a newer scan, or it is not held"
      },
      footer = {"", "Examples:", "  laytime sources approve apps --scan 42"})
  static final class Approve extends ApiWord {

    @Parameters(index = "0", paramLabel = "NAME", description = "The source.")
    private String name = "";

    @Option(
        names = "--scan",
        paramLabel = "N",
        required = true,
        order = 1,
        description = "The scan that was looked at, as 'laytime sources' numbers it.")
    private long scan;

    Approve(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      String attempted = "approve scan %d of %s".formatted(scan, name);
      return wish(attempted, path(name, "approve"), scan);
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
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:removed",
        Ends.FAILED,
        "  2:the command line is wrong, or --confirm is missing",
        "  5:refused: configuration still has it"
      },
      footer = {"", "Examples:", "  laytime sources remove old-cluster --confirm"})
  static final class Remove extends ApiWord {

    @Parameters(index = "0", paramLabel = "NAME", description = "The source.")
    private String name = "";

    @Option(names = "--confirm", order = 1, description = "Mean it.")
    private boolean confirmed;

    Remove(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      String attempted = "remove source " + name;
      LedgerWish.requireConfirmed(
          confirmed, attempted, "what only this source names may be deleted then");
      return wish(attempted, path(name, "remove"), null);
    }
  }
}

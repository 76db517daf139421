package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.report.HoldsReport;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionHoldsView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists where paths promote nothing by themselves: {@code laytime holds}. */
@Command(
    sortOptions = false,
    name = "holds",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists where a path promotes nothing by itself since somebody rolled back, with the reason.",
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
      "  laytime holds",
      "  laytime holds release to-prod registry.example.com/prod/app"
    })
final class HoldsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final ServerFlags server = new ServerFlags();

  HoldsCommand(CommandContext context) {
    this.context = context;
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {new Release(context, server)};
  }

  @Override
  public Integer call() {
    PromotionHoldsView view =
        server.api(context).get("list holds", "holds", Map.of(), PromotionHoldsView.class);
    context.screen().result(new HoldsReport(view.holds()));
    return ExitCode.OK.status();
  }

  /** Lets one go: {@code laytime holds release PATH REPOSITORY}. */
  @Command(
      sortOptions = false,
      name = "release",
      description = {"Has a path promote into a repository by itself again.", ""},
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "  0:released",
        "  1:failed, or it is not held; stderr says which",
        "  2:the command line is wrong"
      },
      footer = {
        "", "Examples:", "  laytime holds release to-prod registry.example.com/prod/app"
      })
  static final class Release implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "PATH", description = "The path.")
    private String path = "";

    @Parameters(
        index = "1",
        paramLabel = "REPOSITORY",
        description = "In its target stage, as 'laytime holds' lists it.")
    private String repository = "";

    @Mixin private final LedgerWish wish = new LedgerWish();

    Release(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      Answer answer =
          wish.send(
              context,
              server,
              "release %s into %s".formatted(path, repository),
              "holds/releases",
              new PromotionAsk.Release(path, repository, wish.named(context)),
              Answer.class);
      context.screen().result(new AnswerReport(answer.text()));
      return ExitCode.OK.status();
    }
  }
}

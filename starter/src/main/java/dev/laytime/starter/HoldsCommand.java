package dev.laytime.starter;

import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.report.HoldsReport;
import dev.laytime.starter.report.ReleasesReport;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionHoldsView;
import dev.laytime.view.PromotionReleasesView;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime holds",
      "  laytime holds --released",
      "  laytime holds release to-prod registry.example.com/prod/app"
    })
final class HoldsCommand extends ListCommand {

  @Option(
      names = "--released",
      order = 1,
      description = "Those that are over: who let the path promote by itself again, when and why.")
  private boolean released;

  HoldsCommand(CommandContext context) {
    super(context);
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {new Release(context, server)};
  }

  @Override
  public Integer call() {
    if (released) {
      PromotionReleasesView view =
          get("list releases", "holds/releases", Map.of(), PromotionReleasesView.class);
      return show(new ReleasesReport(view.releases()));
    }
    PromotionHoldsView view = get("list holds", "holds", Map.of(), PromotionHoldsView.class);
    return show(new HoldsReport(view.holds()));
  }

  /** Lets one go: {@code laytime holds release PATH REPOSITORY}. */
  @Command(
      sortOptions = false,
      name = "release",
      description = {"Has a path promote into a repository by itself again.", ""},
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:released",
        "  1:failed, or it is not held; stderr says which",
        Ends.WRONG_LINE
      },
      footer = {"", "Examples:", "  laytime holds release to-prod registry.example.com/prod/app"})
  static final class Release extends ApiWord {

    @Parameters(index = "0", paramLabel = "PATH", description = "The path.")
    private String path = "";

    @Parameters(
        index = "1",
        paramLabel = "REPOSITORY",
        description = "In its target stage, as 'laytime holds' lists it.")
    private String repository = "";

    @Option(names = "--why", paramLabel = "TEXT", order = 1, description = "For whoever asks.")
    private @Nullable String why;

    Release(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      Answer answer =
          send(
              "release %s into %s".formatted(path, repository),
              "holds/releases",
              new PromotionAsk.Release(path, repository, named(), why),
              Answer.class);
      return show(new AnswerReport(answer.text()));
    }
  }
}

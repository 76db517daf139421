package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.report.HoldsReport;
import dev.laytime.starter.report.ReleasesReport;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionHoldsView;
import dev.laytime.view.PromotionReleasesView;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists where nothing is promoted by itself: {@code laytime holds}. */
@Command(
    sortOptions = false,
    name = "holds",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists the repositories into which no path promotes anything by itself since somebody rolled"
          + " back, with the reason.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime holds",
      "  laytime holds --released",
      "  laytime holds release registry.example.com/prod/app"
    })
final class HoldsCommand extends ListCommand {

  @Option(
      names = "--released",
      order = 1,
      description = "Those that are over: who let paths promote there again, when and why.")
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

  /** Lets one go: {@code laytime holds release [PATH] REPOSITORY}. */
  @Command(
      sortOptions = false,
      name = "release",
      description = {"Has paths promote into a repository by themselves again.", ""},
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:released",
        "  1:failed, or it is not held; stderr says which",
        Ends.WRONG_LINE
      },
      footer = {"", "Examples:", "  laytime holds release registry.example.com/prod/app"})
  static final class Release extends ApiWord {

    @Parameters(
        arity = "1..2",
        hideParamSyntax = true,
        paramLabel = "[PATH] REPOSITORY",
        description = "As 'laytime holds' lists it; the path where several hold the repository.")
    private List<String> names = List.of();

    @Option(names = "--why", paramLabel = "TEXT", order = 1, description = "For whoever asks.")
    private @Nullable String why;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        order = 2,
        description = "Of the hold that you saw: a later one stays.")
    private @Nullable String since;

    Release(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    private @Nullable Instant seen() {
      try {
        return since == null ? null : Instant.parse(since);
      } catch (DateTimeParseException e) {
        throw CommandFailure.usage(
            "release what is promoted into " + names.getLast(),
            "--since is no time: " + since,
            "give it as 'laytime holds' prints it");
      }
    }

    @Override
    public Integer call() {
      Answer answer =
          send(
              "release what is promoted into " + names.getLast(),
              "holds/releases",
              new PromotionAsk.Release(
                  names.size() == 1 ? null : names.getFirst(),
                  names.getLast(),
                  named(),
                  why,
                  seen()),
              Answer.class);
      return show(new AnswerReport(answer.text()));
    }
  }
}

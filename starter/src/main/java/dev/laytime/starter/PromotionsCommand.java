package dev.laytime.starter;

import dev.laytime.starter.report.PromotionsReport;
import dev.laytime.view.PromotionsView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists promotions: {@code laytime promotions}. */
@Command(
    sortOptions = false,
    name = "promotions",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {"Lists promotions, the last ordered first, with how each stands.", ""},
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime promotions --stage prod --state waiting",
      "  laytime promotions show promotion/prod/app:1.2.3"
    })
final class PromotionsCommand extends ListCommand {

  @Option(names = "--stage", paramLabel = "NAME", order = 1, description = "Those into a stage.")
  private @Nullable String stage;

  @Option(
      names = "--repository",
      paramLabel = "REPOSITORY",
      order = 2,
      description = "Those of a stage's repository, as in registry.example.com/prod/app.")
  private @Nullable String repository;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      order = 3,
      description =
          "Those in a state: waiting, moving, promoted, superseded, cancelled, expired,"
              + " refused, failed.")
  private @Nullable String state;

  @Option(names = "--path", paramLabel = "NAME", order = 4, description = "Those of a path.")
  private @Nullable String path;

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 5,
      description = "At most so many, up to 500 (default: 50).")
  private int limit = 50;

  PromotionsCommand(CommandContext context) {
    super(context);
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {
      new PromotionWords.Show(context, server),
      new PromotionWords.Approve(context, server),
      new SignedWords.Statement(context, server),
      new PromotionWords.Check(context, server),
      new PromotionWords.Cancel(context, server)
    };
  }

  @Override
  public Integer call() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "stage", stage);
    put(query, "repository", repository);
    put(query, "state", state == null ? null : state.toUpperCase(Locale.ROOT));
    put(query, "path", path);
    query.put("limit", String.valueOf(limit));
    PromotionsView view = get("list promotions", "promotions", query, PromotionsView.class);
    return show(new PromotionsReport(view.promotions()));
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}

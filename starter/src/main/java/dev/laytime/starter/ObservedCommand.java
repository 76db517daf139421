package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.ObservedReport;
import dev.laytime.view.ObservedView;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what would have gone: {@code laytime observed}. */
@Command(
    sortOptions = false,
    name = "observed",
    description = {
      "Tells what would have gone from stages that only observe, how many bytes only that held,"
          + " and whether anybody asked for it later.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:told",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  3:with --detailed-exitcode: somebody asked later for what would have gone"
    },
    footer = {
      "",
      "Examples:",
      "  laytime observed",
      "  laytime observed --stage prod --detailed-exitcode -o json"
    })
final class ObservedCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      order = 1,
      description = "Only what would have gone from this stage.")
  private @Nullable String stage;

  @Option(
      names = "--detailed-exitcode",
      order = 2,
      description = "End with 3 where somebody asked later for what would have gone.")
  private boolean detailed;

  @Mixin private final ServerFlags server = new ServerFlags();

  ObservedCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> query = stage == null ? Map.of() : Map.of("stage", stage);
    ObservedView view =
        server.api(context).get("tell what would have gone", "observed", query, ObservedView.class);
    context.screen().result(ObservedReport.of(view));
    boolean missed = view.stages().stream().anyMatch(found -> found.asked() > 0);
    return (detailed && missed ? ExitCode.CHANGES : ExitCode.OK).status();
  }
}

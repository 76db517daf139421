package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.PlanReport;
import dev.laytime.view.PlanView;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what leaves next: {@code laytime plan}. */
@Command(
    sortOptions = false,
    name = "plan",
    description = {
      "Tells which images leave next, what stops them, and what waits for a person's approval."
          + " BYTES are those that nothing else in its repository holds once all before it are"
          + " gone. It changes nothing.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:told",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  3:with --detailed-exitcode: something leaves that nothing is known to stop, or waits for"
          + " approval"
    },
    footer = {
      "",
      "Examples:",
      "  laytime plan",
      "  laytime plan --stage prod --detailed-exitcode -o json"
    })
final class PlanCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      order = 1,
      description = "Only what leaves this stage.")
  private @Nullable String stage;

  @Option(
      names = "--detailed-exitcode",
      order = 2,
      description =
          "End with 3 where something leaves that nothing is known to stop, or waits for"
              + " approval.")
  private boolean detailed;

  @Mixin private final ServerFlags server = new ServerFlags();

  PlanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> query = stage == null ? Map.of() : Map.of("stage", stage);
    PlanReport plan =
        PlanReport.of(
            server.api(context).get("tell what leaves next", "plan", query, PlanView.class));
    context.screen().result(plan);
    return (detailed && plan.changes() ? ExitCode.CHANGES : ExitCode.OK).status();
  }
}

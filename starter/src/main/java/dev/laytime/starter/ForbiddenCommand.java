package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.ForbiddenReport;
import dev.laytime.view.ForbiddenView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what is forbidden: {@code laytime forbidden}. */
@Command(
    sortOptions = false,
    name = "forbidden",
    description = {"Lists the images that must not be brought: who said so, when and why.", ""},
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {"", "Examples:", "  laytime forbidden", "  laytime forbidden -o json"})
final class ForbiddenCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final ServerFlags server = new ServerFlags();

  ForbiddenCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ForbiddenView view =
        server
            .api(context)
            .get("list what is forbidden", "forbidden", Map.of(), ForbiddenView.class);
    context.screen().result(new ForbiddenReport(view.forbidden()));
    return ExitCode.OK.status();
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.MirrorsReport;
import dev.laytime.view.MirrorsView;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the mirrors that are polled: {@code laytime mirrors}. */
@Command(
    sortOptions = false,
    name = "mirrors",
    description = {
      "Lists the mirrors whose sources are polled: how many images each keeps a copy of, how they"
          + " stand, and when it is polled.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      Ends.LISTED,
      "  1:failed, or no mirror is called so; stderr says why, and what to do",
      Ends.WRONG_LINE
    },
    footer = {
      "",
      "Examples:",
      "  laytime mirrors",
      "  laytime mirrors registry.example.com/prod/hub/nginx",
      "  laytime mirrors -o json"
    })
final class MirrorsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only this one, and what is wrong with it; that of a rule is its target.")
  private @Nullable String name;

  @Mixin private final ServerFlags server = new ServerFlags();

  MirrorsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> query = name == null ? Map.of() : Map.of("name", name);
    MirrorsView view = server.api(context).get("list mirrors", "mirrors", query, MirrorsView.class);
    context.screen().result(new MirrorsReport(view.mirrors(), name != null));
    return ExitCode.OK.status();
  }
}

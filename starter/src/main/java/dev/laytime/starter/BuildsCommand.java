package dev.laytime.starter;

import dev.laytime.build.BuildStatus;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.AnswerReport;
import dev.laytime.starter.report.BuildLogReport;
import dev.laytime.starter.report.BuildReport;
import dev.laytime.starter.report.BuildsReport;
import dev.laytime.view.BuildAsk;
import dev.laytime.view.BuildLogView;
import dev.laytime.view.BuildsView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists builds: {@code laytime builds}. */
@Command(
    sortOptions = false,
    name = "builds",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {"Lists builds, the last ordered first, with how each stands.", ""},
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime builds --state failed",
      "  laytime builds show build/registry.example.com/dev/app:1.2"
    })
final class BuildsCommand extends ListCommand {

  @Option(
      names = "--repository",
      paramLabel = "REPOSITORY",
      order = 1,
      description = "Those of a repository, as in registry.example.com/dev/app.")
  private @Nullable String repository;

  @Option(names = "--rule", paramLabel = "NAME", order = 2, description = "Those by a rule.")
  private @Nullable String rule;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      order = 3,
      description = "Those in a state: resolving, building, verifying, pushing, done, failed.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 4,
      description = "At most so many, up to 500 (default: 50).")
  private int limit = 50;

  BuildsCommand(CommandContext context) {
    super(context);
  }

  /** The commands below this one. */
  Object[] subcommands() {
    return new Object[] {
      new Show(context, server), new Log(context, server), new Cancel(context, server)
    };
  }

  @Override
  public Integer call() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "repository", repository);
    put(query, "rule", rule);
    put(query, "state", state == null ? null : state.toUpperCase(Locale.ROOT));
    query.put("limit", String.valueOf(limit));
    BuildsView view = get("list builds", "builds", query, BuildsView.class);
    return show(new BuildsReport(view.builds()));
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  /** Tells of one: {@code laytime builds show ID}. */
  @Command(
      sortOptions = false,
      name = "show",
      description = {
        "Tells how a build stands: of what and by which rule, what came out, and why it failed.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:told",
        "  1:failed, or nobody knows it; stderr says which",
        Ends.WRONG_LINE
      },
      footer = {"", "Examples:", "  laytime builds show build/registry.example.com/dev/app:1.2"})
  static final class Show implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime builds' lists it.")
    private String id = "";

    Show(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      BuildsView.One one =
          server
              .api(context)
              .get("show " + id, "builds/one", Map.of("id", id), BuildsView.One.class);
      context.screen().result(new BuildReport(one, context.surroundings().clock().instant()));
      return ExitCode.OK.status();
    }
  }

  /** Tells what its builder says: {@code laytime builds log ID}. */
  @Command(
      sortOptions = false,
      name = "log",
      description = {
        "Tells the end of what a builder says, or what was kept of it when the build failed.",
        ""
      },
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:told, also where there is nothing",
        "  1:failed, or nobody knows it; stderr says which",
        Ends.WRONG_LINE
      },
      footer = {"", "Examples:", "  laytime builds log build/registry.example.com/dev/app:1.2"})
  static final class Log implements Callable<Integer> {

    private final CommandContext context;
    private final ServerFlags server;

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime builds' lists it.")
    private String id = "";

    Log(CommandContext context, ServerFlags server) {
      this.context = context;
      this.server = server;
    }

    @Override
    public Integer call() {
      BuildLogView log =
          server
              .api(context)
              .get("tell the log of " + id, "builds/log", Map.of("id", id), BuildLogView.class);
      if (!log.note().isEmpty()) {
        context.screen().note(log.note());
      }
      context.screen().result(new BuildLogReport(log));
      return ExitCode.OK.status();
    }
  }

  /** Ends one: {@code laytime builds cancel ID}. */
  @Command(
      sortOptions = false,
      name = "cancel",
      description = {"Ends a build whose image is not where it belongs yet.", ""},
      exitCodeListHeading = Ends.HEADING,
      exitCodeList = {
        "  0:ended",
        Ends.FAILED,
        Ends.WRONG_LINE,
        "  5:refused: it is pushed by now, or over"
      },
      footer = {
        "",
        "Examples:",
        "  laytime builds cancel build/registry.example.com/dev/app:1.2 --why 'a mistake'"
      })
  static final class Cancel extends ApiWord {

    @Parameters(index = "0", paramLabel = "ID", description = "As 'laytime builds' lists it.")
    private String id = "";

    @Option(names = "--why", paramLabel = "TEXT", order = 1, description = "For whoever asks.")
    private @Nullable String why;

    Cancel(CommandContext context, ServerFlags server) {
      super(context, server);
    }

    @Override
    public Integer call() {
      BuildStatus status =
          send(
              "cancel " + id,
              "builds/cancel",
              new BuildAsk.Cancel(id, named(), why, null),
              BuildStatus.class);
      return show(new AnswerReport("it is %s".formatted(status.state())));
    }
  }
}

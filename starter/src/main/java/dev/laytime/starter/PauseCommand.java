package dev.laytime.starter;

import dev.laytime.starter.api.WorkerApi;
import dev.laytime.starter.life.WordEnd;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.view.Wish;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has nothing leave a stage: {@code laytime pause STAGE}. */
@Command(
    sortOptions = false,
    name = "pause",
    description = {
      "Has nothing leave a stage, until a given time or until 'laytime resume'.",
      "",
      "Nothing goes into quarantine and nothing is deleted, whatever is queued already. Everything"
          + " else goes on: copies, restores, pins, sweeps, scans. Said again, the later word"
          + " counts.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:paused, and written down",
      "  1:failed, or there is no such stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by the worker"
    },
    footer = {
      "",
      "Examples:",
      "  laytime pause prod --why 'incident 4711'",
      "  laytime pause prod --until 2d --why 'migration of the registry'"
    })
final class PauseCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "STAGE", description = "Its name.")
  private String stage = "";

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      order = 1,
      description = {
        "A time span as 2d, a day as 2026-12-31, or an instant as 2026-12-31T12:00:00Z (default:"
            + " until 'laytime resume')."
      })
  private @Nullable String until;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      order = 2,
      description = "The reason, for whoever asks later.")
  private String why = "";

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  PauseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Instant end =
        until == null
            ? null
            : WordEnd.parse("pause", until, context.surroundings().clock().instant());
    String path = "stages/" + WorkerApi.segment(stage) + "/pause";
    Wish wanted = new Wish(wish.by(context), null, why, end, null);
    wish.ask(context, server, "pause stage " + stage, path, wanted);
    return ExitCode.OK.status();
  }
}

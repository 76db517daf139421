package dev.laytime.starter;

import dev.laytime.starter.life.WordEnd;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.workflow.ImageLife.PinMessage;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps an image: {@code laytime pin IMAGE}. */
@Command(
    sortOptions = false,
    name = "pin",
    description = {
      "Keeps an image whatever the sources of use say, until a given time or until 'laytime"
          + " unpin'.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:pinned, and written down",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by its life",
      "124:no answer within --timeout"
    },
    footer = {
      "",
      "Examples:",
      "  laytime pin registry.example.com/prod/app:1.2 --until 30d --why 'audit'",
      "  laytime pin registry.example.com/prod/app:1.2 --until 2026-12-31 --why 'year end'"
    })
final class PinCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = {"--until", "--for"},
      paramLabel = "WHEN",
      order = 1,
      description = {
        "A time span as 30d, a day as 2026-12-31, or an instant as 2026-12-31T12:00:00Z (default:"
            + " always)."
      })
  private @Nullable String until;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      order = 2,
      description = "The reason, for whoever asks later.")
  private String why = "";

  @Mixin private final LifeFlags life = new LifeFlags();

  PinCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String end =
        until == null
            ? null
            : WordEnd.parse("pin", until, context.surroundings().clock().instant()).toString();
    PinMessage message = new PinMessage(LifeFlags.newRequestId(), end, life.by(context), why);
    LifeFlags.show(context, "pinned", life.ask(context, "pin", asked -> asked::pin, message));
    return ExitCode.OK.status();
  }
}

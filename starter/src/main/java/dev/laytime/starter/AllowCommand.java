package dev.laytime.starter;

import dev.laytime.image.Reference;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.view.Wish;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets an image be brought again: {@code laytime allow IMAGE}. */
@Command(
    sortOptions = false,
    name = "allow",
    description = {
      "Takes back that an image is forbidden: from then on it is copied and restored again for"
          + " whatever needs it. 'laytime forbidden' lists what is.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:not forbidden any more, or was not",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  5:refused by the worker"
    },
    footer = {"", "Examples:", "  laytime allow registry.example.com/prod/app:1.2"})
final class AllowCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "By tag or by digest, as it was forbidden.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private Reference image;

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  AllowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Wish wanted = new Wish(wish.by(context), null, null, null, image.text());
    wish.ask(context, server, "allow " + image, "allow", wanted);
    return ExitCode.OK.status();
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes the pin of an image away: {@code laytime unpin IMAGE}. */
@Command(
    sortOptions = false,
    name = "unpin",
    description = {
      "Takes the pin of an image away: from then on only the sources of use and the rules keep it.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:unpinned, and written down",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by its life",
      "124:no answer within --timeout"
    },
    footer = {"", "Examples:", "  laytime unpin registry.example.com/prod/app:1.2"})
final class UnpinCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final LifeFlags life = new LifeFlags();

  UnpinCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LifeFlags.show(
        context,
        "unpinned",
        life.ask(context, "unpin", asked -> asked::unpin, life.person(context)));
    return ExitCode.OK.status();
  }
}

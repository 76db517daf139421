package dev.laytime.starter;

import dev.laytime.starter.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries again what waits after a failure: {@code laytime retry IMAGE}. */
@Command(
    sortOptions = false,
    name = "retry",
    description = {"Tries again at once what waits after a failure.", ""},
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:being tried again",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by its life",
      "124:no answer within --timeout"
    },
    footer = {"", "Examples:", "  laytime retry registry.example.com/prod/app:1.2"})
final class RetryCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final LifeFlags life = new LifeFlags();

  RetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LifeFlags.show(
        context,
        "tried again",
        life.ask(context, "retry", asked -> asked::retryNow, life.person(context)));
    return ExitCode.OK.status();
  }
}

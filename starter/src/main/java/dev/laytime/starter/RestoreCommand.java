package dev.laytime.starter;

import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings an image back from quarantine: {@code laytime restore IMAGE}. */
@Command(
    sortOptions = false,
    name = "restore",
    description = {
      "Brings an image back from quarantine: its tag is there again, with the same bytes.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:its tag is there",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by its life",
      "124:no answer within --timeout"
    },
    footer = {"", "Examples:", "  laytime restore registry.example.com/prod/app:1.2"})
final class RestoreCommand implements Callable<Integer> {

  /** The states in which the registry has the image under its tag. */
  private static final Set<String> THERE = Set.of("PRESENT", "UNUSED");

  private final CommandContext context;

  @Mixin private final LifeFlags life = new LifeFlags();

  RestoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Why why = life.ask(context, "restore", asked -> asked::restore, life.person(context));
    if (!THERE.contains(why.state())) {
      throw CommandFailure.error(
          life.attempted("restore"),
          "it is %s: %s".formatted(why.state(), String.join("; ", why.reasons())),
          "see 'laytime why %s'".formatted(why.image()));
    }
    LifeFlags.show(context, "restored", why);
    return ExitCode.OK.status();
  }
}

package dev.laytime.starter;

import dev.laytime.image.Reference;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.view.Wish;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has an image brought no more: {@code laytime forbid IMAGE}. */
@Command(
    sortOptions = false,
    name = "forbid",
    description = {
      "Has an image of a stage brought there no more, whoever wants it.",
      "",
      "It is neither copied nor restored: by tag, whatever that names; by digest, under every tag"
          + " of its repository.",
      "It takes nothing away: what is there leaves like any other, once nothing needs it.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:forbidden, and written down",
      "  1:failed, or no image of a stage; stderr says which",
      Ends.WRONG_LINE,
      "  5:refused by the worker"
    },
    footer = {
      "",
      "Examples:",
      "  laytime forbid registry.example.com/prod/app:1.2 --why 'leaks its keys'",
      "  laytime forbid registry.example.com/prod/app@sha256:… --why CVE-2026-1234"
    })
final class ForbidCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image of a stage.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private Reference image;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      order = 1,
      description = "The reason, for whoever asks later.")
  private String why = "";

  @Mixin private final LedgerWish wish = new LedgerWish();

  @Mixin private final ServerFlags server = new ServerFlags();

  ForbidCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Wish wanted = new Wish(wish.by(context), null, why, null, image.text());
    wish.ask(context, server, "forbid " + image, "forbid", wanted);
    return ExitCode.OK.status();
  }
}

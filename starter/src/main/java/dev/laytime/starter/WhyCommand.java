package dev.laytime.starter;

import dev.laytime.image.Reference;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.WhyReport;
import dev.laytime.view.WhyView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells why an image is still here, or no more: {@code laytime why IMAGE}. */
@Command(
    sortOptions = false,
    name = "why",
    description = {
      "Tells why an image is still here: its state, what keeps it, what every source of use says,"
          + " what comes next, and its story. For one that is gone, the proof on which it went.",
      "",
      "An image outside the stages answers for the stage images that it claims.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:told",
      "  1:failed, or nobody knows such an image; stderr says which",
      Ends.WRONG_LINE
    },
    footer = {
      "",
      "Examples:",
      "  laytime why registry.example.com/prod/app:1.2",
      "  laytime why docker.io/library/alpine:3.20 -o json"
    })
final class WhyCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "IMAGE", description = "By tag or by digest.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private Reference image;

  @Mixin private final ServerFlags server = new ServerFlags();

  WhyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    WhyView why =
        server
            .api(context)
            .get("tell why of " + image, "why", Map.of("image", image.text()), WhyView.class);
    context.screen().result(WhyReport.of(why, context.surroundings().clock().instant()));
    return ExitCode.OK.status();
  }
}

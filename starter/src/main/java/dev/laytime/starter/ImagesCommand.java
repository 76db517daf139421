package dev.laytime.starter;

import dev.laytime.starter.api.Images;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.report.ImagesReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the images of the stages: {@code laytime images}. */
@Command(
    sortOptions = false,
    name = "images",
    description = {"Lists the images of the stages: where each stands, until when, and why.", ""},
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {Ends.LISTED, Ends.FAILED, Ends.WRONG_LINE},
    footer = {
      "",
      "Examples:",
      "  laytime images",
      "  laytime images --stage prod --state unused",
      "  laytime images --repository registry.example.com/prod/app -o json"
    })
final class ImagesCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      order = 1,
      description = "Only images of this stage.")
  private @Nullable String stage;

  @Option(
      names = "--repository",
      paramLabel = "REPOSITORY",
      order = 2,
      description = "Only images of this repository, with its registry.")
  private @Nullable String repository;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      order = 3,
      description = {
        "Only images in this state: wanted, acquiring, present, unused, quarantined, deleted or"
            + " failing."
      })
  private @Nullable State state;

  @Mixin private final ServerFlags server = new ServerFlags();

  ImagesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> filter = new LinkedHashMap<>();
    put(filter, "stage", stage);
    put(filter, "repository", repository);
    put(filter, "state", state == null ? null : state.name());
    context.screen().result(new ImagesReport(new Images(server.api(context)).all(filter)));
    return ExitCode.OK.status();
  }

  private static void put(Map<String, String> filter, String name, @Nullable String value) {
    if (value != null) {
      filter.put(name, value);
    }
  }

  /** The labels of the states of a life. */
  private enum State {
    WANTED,
    ACQUIRING,
    PRESENT,
    UNUSED,
    QUARANTINED,
    DELETED,
    FAILING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package dev.laytime.starter;

import dev.laytime.image.ImageLocation;
import dev.laytime.image.ImageLocation.InRegistry;
import dev.laytime.image.ImageLocation.OnDisk;
import dev.laytime.image.Platform;
import dev.laytime.starter.copy.Mirroring;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Json;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.Connection;
import dev.laytime.starter.temporal.Need;
import dev.laytime.workflow.ImageCopy.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies one image, whole: {@code laytime mirror SRC DST}. */
@Command(
    sortOptions = false,
    name = "mirror",
    description = {
      "Copies an image from SRC to DST: every platform, every byte, and what refers to it.",
      "",
      "SRC and DST are image references, OCI image layouts (oci:PATH[:TAG]) or tar archives of one"
          + " (oci-archive:PATH[:TAG]) or of 'docker save' (docker-archive:PATH[:NAME:TAG]). An"
          + " archive holds one image: what was in DST is replaced. One for 'docker load' holds one"
          + " platform; it keeps neither the digest nor what refers to it.",
      "A DST in a stage of a running worker is offered to its life: SRC must then have a digest.",
      "Credentials are the worker's. One that the command starts for itself takes the caller's:"
          + " those of 'docker login', 'podman login' and DOCKER_AUTH_CONFIG.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:copied, or already there",
      Ends.FAILED,
      Ends.WRONG_LINE,
      "  5:refused by a rule, as an address that must not be dialled",
      "124:not done within --timeout",
      "130:interrupted"
    },
    footer = {
      "",
      "Examples:",
      "  laytime mirror docker.io/library/alpine:3.20 oci:alpine",
      "  laytime mirror alpine:3.20 oci-archive:alpine.tar:3.20",
      "  laytime mirror --platform linux/amd64 alpine docker-archive:x.tar:alpine:1",
      "  laytime mirror ghcr.io/org/app:1.2 registry.example.com/org/app:1.2",
      "  laytime mirror --platform linux/arm64 alpine:3.20 localhost:5000/alpine:3.20",
      "  laytime mirror -o json --timeout 10m oci:alpine localhost:5000/alpine:3.20"
    })
final class MirrorCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "SRC", description = "Where the image is.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private ImageLocation source;

  @Parameters(index = "1", paramLabel = "DST", description = "Where it shall be.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private ImageLocation target;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH[/VARIANT]",
      order = 1,
      description = {
        "Copy only this platform; may be repeated. The digest is then not the source's, and"
            + " signatures over the source's index do not hold for it."
      })
  private List<Platform> platforms = List.of();

  @Option(
      names = "--no-referrers",
      order = 2,
      description = "Leave signatures, attestations and other referrers behind.")
  private boolean noReferrers;

  @Option(
      names = "--foreign-layers",
      order = 3,
      description = {
        "Copy layers, too, that their vendor keeps elsewhere, from the addresses that the image"
            + " names. Their licence may forbid that."
      })
  private boolean foreignLayers;

  @Option(
      names = "--detach",
      order = 4,
      description = "Do not wait: print the workflow's id and leave the copy to a running worker.")
  private boolean detach;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 5,
      description = "How long it may take in all: 30s, 10m, 2h, 1d (default: 24h).")
  private Duration timeout = Duration.ofHours(24);

  @Option(
      names = "--result-file",
      paramLabel = "FILE",
      order = 6,
      description = {
        "Write the result to FILE, too, as a line of JSON; in a Pod, /dev/termination-log keeps it."
      })
  private @Nullable Path resultFile;

  @Mixin private final TemporalFlags temporal = new TemporalFlags();

  MirrorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Screen screen = context.screen();
    Order order = order();
    Need need = new Need(layouts(order), detach);
    try (Connection connection =
        context
            .finder()
            .connect(
                need, temporal.server, temporal.options(), context.surroundings().environment())) {
      StageOffer offer = StageOffer.of(connection, order, screen);
      if (offer != null) {
        tell(detach ? offer.detach() : offer.follow());
        return ExitCode.OK.status();
      }
      Mirroring mirroring =
          new Mirroring(
              connection, order, screen, context.interruption(), context.surroundings().clock());
      tell(detach ? mirroring.detach() : mirroring.follow());
      return ExitCode.OK.status();
    }
  }

  private void tell(Report report) {
    context.screen().result(report);
    if (resultFile == null) {
      return;
    }
    Path file = context.surroundings().directory().resolve(resultFile);
    try {
      Files.writeString(file, Json.line(report) + System.lineSeparator());
    } catch (IOException e) {
      throw CommandFailure.error(
          "write the result to " + file,
          "it cannot be written, but the copy was made: " + e,
          "name a file that can be");
    }
  }

  private Order order() {
    return new Order(
        UUID.randomUUID().toString(),
        absolute(source),
        source.digest(),
        absolute(target),
        platforms,
        !noReferrers,
        timeout,
        null,
        foreignLayers);
  }

  private static List<Path> layouts(Order order) {
    List<Path> layouts = new ArrayList<>();
    for (ImageLocation location : List.of(order.source(), order.target())) {
      if (location instanceof OnDisk place) {
        layouts.add(Path.of(place.path()));
      }
    }
    return layouts;
  }

  /** A worker has a working directory of its own. */
  private ImageLocation absolute(ImageLocation location) {
    return switch (location) {
      case InRegistry image -> image;
      case OnDisk place -> {
        Path path = context.surroundings().directory().resolve(place.path()).normalize();
        yield place.at(path.toString());
      }
    };
  }
}

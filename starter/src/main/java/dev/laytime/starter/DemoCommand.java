package dev.laytime.starter;

import dev.laytime.image.Reference;
import dev.laytime.starter.demo.Cast;
import dev.laytime.starter.demo.Demo;
import dev.laytime.starter.demo.Typed;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.Streams;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows one image's whole life: {@code laytime demo}. */
@Command(
    sortOptions = false,
    name = "demo",
    description = {
      "Shows one image's whole life in under a minute: wanted by a manifest, mirrored, unused, kept"
          + " through its grace period, quarantined, restored, and at last deleted on proof.",
      "",
      "It starts a worker with a Temporal, a registry and a ledger of its own in a fresh directory,"
          + " types the commands that anybody can type, and checks with the registry itself what"
          + " they say. At the end nothing is left.",
      "",
      "With --server the same is played by a worker that runs already. It then needs --manifests,"
          + " --upstream, --image and --stays; the manifest of --stays is left behind.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:everything was as claimed",
      "  1:something was not; stderr says what",
      Ends.WRONG_LINE,
      "130:interrupted"
    },
    footer = {"", "Examples:", "  laytime demo", "  laytime demo --keep"})
final class DemoCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--keep",
      order = 1,
      description = "Keep the directory: configuration, manifests, registry, ledger and log.")
  private boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      order = 2,
      description = "How long any one step may take: 30s, 10m (default: 2m).")
  private Duration timeout = Duration.ofMinutes(2);

  @Option(
      names = "--server",
      paramLabel = "URL",
      order = 3,
      description = "The API of a worker that runs.")
  private @Nullable URI server;

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      order = 4,
      description = "A directory that is one of its sources of use.")
  private @Nullable Path manifests;

  @Option(
      names = "--upstream",
      paramLabel = "IMAGE",
      order = 5,
      description = "An image of two platforms or more, which a mirror rule has as its source.")
  private @Nullable Reference upstream;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      order = 6,
      description = "What that is called in a stage with 'deletion: enabled'.")
  private @Nullable Reference image;

  @Option(
      names = "--stays",
      paramLabel = "IMAGE",
      order = 7,
      description = "Another image of the stage, which is there or mirrored as well.")
  private @Nullable Reference stays;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Surroundings surroundings = context.surroundings();
    Demo demo = new Demo(this::typedFor, surroundings.streams().out(), surroundings.clock());
    if (server != null && manifests != null && upstream != null && image != null && stays != null) {
      Path directory = surroundings.directory().resolve(manifests);
      demo.with(server, new Cast(directory, upstream, image, stays, timeout));
    } else {
      requireNone();
      demo.alone(
          surroundings.installation(), keep, timeout, context.screen(), context.interruption());
    }
    return ExitCode.OK.status();
  }

  private void requireNone() {
    if (Stream.of(server, manifests, upstream, image, stays).anyMatch(given -> given != null)) {
      throw CommandFailure.usage(
          "play with a worker that runs",
          "one of --server, --manifests, --upstream, --image and --stays is missing",
          "give all five, or none of them for a worker of its own");
    }
  }

  /** The very command line that this is a part of, with ears. */
  private Typed typedFor(URI worker) {
    Map<String, String> environment = new TreeMap<>(context.surroundings().environment());
    environment.put("LAYTIME_SERVER", worker.toString());
    return line -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int status =
          LaytimeCommand.run(listening(environment, out, err), context.interruption(), line);
      return new Typed.Ran(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    };
  }

  private Surroundings listening(
      Map<String, String> environment, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    Surroundings own = context.surroundings();
    Streams streams =
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            own.streams().width());
    return new Surroundings(
        environment,
        own.directory(),
        streams,
        own.installation(),
        own.usualServer(),
        own.user(),
        own.clock());
  }
}

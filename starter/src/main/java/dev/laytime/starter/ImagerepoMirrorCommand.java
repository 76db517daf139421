package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker in the place of imagerepo-mirror: {@code laytime as imagerepo-mirror}. */
@Command(
    sortOptions = false,
    name = "imagerepo-mirror",
    description = {
      "Runs a worker in the place of imagerepo-mirror, until Ctrl-C or SIGTERM.",
      "",
      "It mirrors what Flux's ImageRepository objects name. Its Temporal, its ledger and more than"
          + " imagerepo-mirror knows are configured as for any worker, by laytime.yaml or LAYTIME_…"
          + " variables.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  1:could not start, or ended by itself",
      Ends.WRONG_LINE,
      "130:ended by Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  laytime as imagerepo-mirror"
          + " --destination-registry=europe-west4-docker.pkg.dev/project/repo",
      "  laytime as imagerepo-mirror --destination-registry=registry.example.com"
          + " --destination-path=full"
    })
final class ImagerepoMirrorCommand implements Callable<Integer> {

  private static final String WHAT = "take imagerepo-mirror's place";
  private static final String ADAPTER = "--laytime.adapters.imagerepo-mirror.";
  private static final Pattern ADDRESS = Pattern.compile("(.*):([0-9]{1,5})");
  private static final String ON = "true";

  private final CommandContext context;

  /** What is mapped: the last part of a source's path, or all of it. */
  enum DestinationPath {
    LAST,
    FULL
  }

  /** How much is logged. */
  enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    ERROR
  }

  /** In what form. */
  enum LogEncoding {
    JSON,
    CONSOLE
  }

  @Option(
      names = "--destination-registry",
      paramLabel = "REGISTRY[/PATH]",
      order = 1,
      description = "Where images are mirrored to; required.")
  private @Nullable String destinationRegistry;

  @Option(
      names = "--destination-path",
      paramLabel = "last|full",
      order = 2,
      description =
          "What a copy is called below it: the last part of its source's path, or all of it"
              + " (default: last).")
  private DestinationPath destinationPath = DestinationPath.LAST;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      order = 3,
      description =
          "How many ImageRepository objects are copied from at a time, at most (default: 4).")
  private int workers = 4;

  @Option(
      names = "--tag-workers",
      paramLabel = "NUMBER",
      order = 4,
      description = "How many tags of each are copied at a time, at most (default: 4).")
  private int tagWorkers = 4;

  @Option(
      names = "--metrics-addr",
      paramLabel = "[HOST]:PORT",
      order = 5,
      description =
          "Where metrics and health are served, at /actuator/prometheus (default: as for any"
              + " worker).")
  private @Nullable String metricsAddress;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      order = 6,
      description = "trace, debug, info or error (default: info).")
  private LogLevel level = LogLevel.INFO;

  @Option(
      names = "--log-encoding",
      paramLabel = "json|console",
      order = 7,
      description = "The form of the log (default: json).")
  private LogEncoding encoding = LogEncoding.JSON;

  @Option(
      names = {"--enable-leader-election", "--log-json"},
      paramLabel = "BOOLEAN",
      arity = "0..1",
      fallbackValue = ON,
      order = 8,
      description = "Taken, and without effect: workers need no leader.")
  private List<String> withoutEffect = List.of();

  ImagerepoMirrorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String destination = destinationRegistry == null ? "" : destinationRegistry.strip();
    if (destination.isEmpty()) {
      throw CommandFailure.usage(
          WHAT, "nobody said where images go", "name it with --destination-registry");
    }
    if (workers < 1 || tagWorkers < 1) {
      throw CommandFailure.usage(
          WHAT,
          "fewer than one worker copies nothing",
          "give --workers and --tag-workers 1 or more");
    }
    List<String> options = new ArrayList<>();
    options.add(ADAPTER + "destination-registry=" + destination);
    options.add(ADAPTER + "destination-path=" + text(destinationPath));
    options.add("--laytime.concurrency.copies=" + workers);
    options.add("--laytime.concurrency.tags=" + tagWorkers);
    options.add("--logging.level.dev.laytime=" + text(level));
    if (encoding == LogEncoding.CONSOLE) {
      options.add("--logging.structured.format.console=");
    }
    options.addAll(metrics());
    Map<String, String> environment = context.surroundings().environment();
    String kubeconfig = environment.getOrDefault("KUBECONFIG", "");
    if (!kubeconfig.isEmpty()) {
      options.add(ADAPTER + "kubeconfig=" + context.surroundings().directory().resolve(kubeconfig));
    }
    if (!withoutEffect.isEmpty()) {
      context
          .surroundings()
          .streams()
          .err()
          .println("note: --enable-leader-election and --log-json have no effect");
    }
    return StandIn.run(context, options);
  }

  private static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** Without a host it is served everywhere, as Go has it. */
  private List<String> metrics() {
    if (metricsAddress == null) {
      return List.of();
    }
    Matcher address = ADDRESS.matcher(metricsAddress);
    if (!address.matches()) {
      throw CommandFailure.usage(
          WHAT,
          "'%s' is no address".formatted(metricsAddress),
          "give --metrics-addr a host and a port, or a port alone, as in :8080");
    }
    String host = address.group(1);
    return List.of(
        "--server.address=" + (host.isEmpty() ? "0.0.0.0" : host),
        "--server.port=" + address.group(2));
  }
}

package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker in the place of image-operator: {@code laytime as image-operator}. */
@Command(
    sortOptions = false,
    name = "image-operator",
    aliases = "skopeo-operator",
    description = {
      "Runs a worker in the place of image-operator, which was once called skopeo-operator, until"
          + " Ctrl-C or SIGTERM.",
      "",
      "It takes image-operator's environment. Its Temporal, its ledger and more than image-operator"
          + " knows are configured as for any worker, by laytime.yaml or LAYTIME_… variables.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  1:could not start, or ended by itself",
      "  2:the command line or the environment is wrong",
      "130:ended by Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  laytime as image-operator",
      "  LAYTIME_COMPAT_DESTINATION_HOSTS=registry.example.com laytime as image-operator"
    })
final class ImageOperatorCommand implements Callable<Integer> {

  private static final String ON = "true";

  private final CommandContext context;

  @Option(
      names = {"--kubeconfig"},
      paramLabel = "FILE",
      order = 1,
      description = "How the cluster is reached (KUBECONFIG; default: as the Pod that this is).")
  private @Nullable Path kubeconfig;

  @Option(
      names = {"--zap-log-level"},
      paramLabel = "LEVEL",
      order = 2,
      description = "debug, info or error, or a number: above 0 is debug (default: info).")
  private @Nullable String level;

  @Option(
      names = {
        "--metrics-bind-address",
        "--health-probe-bind-address",
        "--zap-encoder",
        "--zap-stacktrace-level",
        "--zap-time-encoding"
      },
      paramLabel = "VALUE",
      order = 3,
      description =
          "Taken, and without effect: metrics and health are where every worker has them.")
  private List<String> withoutEffect = List.of();

  @Option(
      names = {"--leader-elect", "--metrics-secure", "--enable-http2", "--zap-devel"},
      paramLabel = "BOOLEAN",
      arity = "0..1",
      fallbackValue = ON,
      order = 4,
      description = "Taken, and without effect: workers need no leader.")
  private List<String> switches = List.of();

  ImageOperatorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, String> environment = context.surroundings().environment();
    ImageOperatorVariables variables = new ImageOperatorVariables(environment);
    if (variables.followsNothing()) {
      throw CommandFailure.usage(
          "take image-operator's place",
          "AVOID_OPERATOR=true leaves it nothing to do but to serve GraphQL, which Laytime does"
              + " not",
          "unset AVOID_OPERATOR");
    }
    List<String> options = new ArrayList<>(variables.options());
    Path file = file(environment.getOrDefault("KUBECONFIG", ""));
    if (file != null) {
      options.add(ImageOperatorVariables.ADAPTER + "kubeconfig=" + file);
    }
    if (level != null) {
      options.add("--logging.level.dev.laytime=" + level(level));
    }
    variables.notes().forEach(this::note);
    if (!withoutEffect.isEmpty() || !switches.isEmpty()) {
      note("some of these flags have no effect: see 'laytime as image-operator --help'");
    }
    return StandIn.run(context, options);
  }

  private void note(String text) {
    context.surroundings().streams().err().println("note: " + text);
  }

  private @Nullable Path file(String variable) {
    Path directory = context.surroundings().directory();
    if (kubeconfig != null) {
      return directory.resolve(kubeconfig);
    }
    return variable.isEmpty() ? null : directory.resolve(variable);
  }

  /** Go takes one hyphen for two. */
  static String[] withTwoHyphens(String[] line) {
    return Arrays.stream(line)
        .map(word -> word.matches("-[a-z][a-z0-9-]{3,}(=.*)?") ? "-" + word : word)
        .toArray(String[]::new);
  }

  /** Whether a command line is for this. */
  static boolean isMeant(String[] line) {
    return line.length > 1
        && line[0].equals("as")
        && (line[1].equals("image-operator") || line[1].equals("skopeo-operator"));
  }

  private static String level(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.matches("debug|[1-9][0-9]*")) {
      return "debug";
    }
    return lower.matches("error|dpanic|panic|fatal") ? "error" : "info";
  }
}

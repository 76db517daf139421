package dev.laytime.starter;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker in the place of Qebbeq's controller: {@code laytime as qebbeq}. */
@Command(
    sortOptions = false,
    name = "qebbeq",
    description = {
      "Runs a worker in the place of Qebbeq's controller, until Ctrl-C or SIGTERM.",
      "",
      "Its Temporal, its ledger and more than Qebbeq knows are configured as for any worker, by"
          + " laytime.yaml or LAYTIME_… variables. Nothing is deleted until a stage has 'deletion:"
          + " enabled'.",
      ""
    },
    exitCodeListHeading = Ends.HEADING,
    exitCodeList = {
      "  0:printed",
      "  1:could not start, or ended by itself",
      Ends.WRONG_LINE,
      "130:ended by Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  laytime as qebbeq --registry-host oci.example.com --retention 2d",
      "  laytime as qebbeq --print-crd | kubectl apply --server-side -f -"
    })
final class QebbeqCommand implements Callable<Integer> {

  private static final String ADAPTER = "--laytime.adapters.qebbeq.";

  private final CommandContext context;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      order = 1,
      defaultValue = "1h",
      converter = HumanTimeConverter.class,
      description = "The grace period after the last use, as in 60s, 5m, 1h 30m (default: 1h).")
  private Duration retention = Duration.ofHours(1);

  @Option(
      names = "--registry-host",
      paramLabel = "HOST[:PORT]",
      order = 2,
      description = "Only images of this registry are tracked (QEBBEQ_REGISTRY_HOST).")
  private @Nullable String registryHost;

  @Option(
      names = "--controller-namespace",
      paramLabel = "NAMESPACE",
      order = 3,
      description =
          "Where Image objects are made (QEBBEQ_NAMESPACE; default: that of the service account,"
              + " POD_NAMESPACE, default).")
  private @Nullable String controllerNamespace;

  @Option(
      names = "--print-crd",
      order = 4,
      description = "Prints the definitions of its custom resources and ends.")
  private boolean printCrd;

  QebbeqCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (printCrd) {
      context
          .surroundings()
          .streams()
          .out()
          .print(CustomResources.text(List.of(CustomResources.QEBBEQ)));
      return ExitCode.OK.status();
    }
    return StandIn.run(context, options(context.surroundings().environment()));
  }

  private List<String> options(Map<String, String> environment) {
    String host = said(registryHost, environment, "QEBBEQ_REGISTRY_HOST");
    if (host.isEmpty()) {
      throw CommandFailure.usage(
          "take Qebbeq's place",
          "nobody said of which registry",
          "name it with --registry-host or QEBBEQ_REGISTRY_HOST");
    }
    List<String> options = new ArrayList<>();
    options.add(ADAPTER + "registry-host=" + host);
    options.add(ADAPTER + "retention=" + retention);
    options.add(ADAPTER + "mirror-namespaces=*"); // as Qebbeq did
    String namespace = said(controllerNamespace, environment, "QEBBEQ_NAMESPACE");
    if (!namespace.isEmpty()) {
      options.add(ADAPTER + "controller-namespace=" + namespace);
    }
    String kubeconfig = environment.getOrDefault("KUBECONFIG", "");
    if (!kubeconfig.isEmpty()) {
      Path directory = context.surroundings().directory();
      options.add(ADAPTER + "kubeconfig=" + directory.resolve(kubeconfig));
    }
    return options;
  }

  private static String said(
      @Nullable String option, Map<String, String> environment, String variable) {
    return option == null ? environment.getOrDefault(variable, "") : option;
  }
}

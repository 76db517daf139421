package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Screen;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a Temporal service with a worker of ours, or brings one. */
public final class TemporalFinder {

  /** Where a worker's API is, unless it was told otherwise. */
  public static final URI USUAL_SERVER = URI.create("http://127.0.0.1:8480");

  /** Where nobody listens the answer is there at once; a worker may be busy. */
  private static final Duration GLANCE = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String START_ONE =
      "start one that stays with 'laytime dev', or leave the setting out: then the command starts"
          + " a worker of its own";

  private final URI usualServer;
  private final Installation installation;
  private final Screen screen;
  private final Interruption interruption;
  private final ServerClient servers = new ServerClient();

  /**
   * @param usualServer who is asked where nothing is configured: {@link #USUAL_SERVER}
   * @param interruption ends a worker that was started here
   */
  public TemporalFinder(
      URI usualServer, Installation installation, Screen screen, Interruption interruption) {
    this.usualServer = usualServer;
    this.installation = installation;
    this.screen = screen;
    this.interruption = interruption;
  }

  /**
   * Connects.
   *
   * @throws CommandFailure if what is configured does not answer or has no worker, or a worker of
   *     one's own does not start
   */
  public Connection connect(
      Need need, @Nullable URI server, TemporalOptions options, Map<String, String> environment) {
    TemporalSettings settings =
        need.layout() ? TemporalSettings.UNSAID : TemporalSettings.load(options, environment);
    Wishes wishes =
        new Wishes(
            need.layout(),
            server,
            options.given(),
            serverVariable(environment),
            settings.configured());
    Route route = Route.choose(wishes);
    screen.detail("finding Temporal: " + route);
    return switch (route) {
      case Route.OwnWorker() -> {
        if (server != null || options.given()) {
          screen.note("a layout or archive needs a worker here: --server and --temporal-… unused");
        }
        yield own(need);
      }
      case Route.AskServer(URI asked) -> at(asked, settings);
      case Route.Configured() -> configured(settings);
      case Route.LookAround() -> around(settings, need);
    };
  }

  private Connection at(URI server, TemporalSettings settings) {
    RunningWorker worker;
    try {
      worker = servers.ask(server, PATIENCE).orElse(null);
    } catch (UncheckedIOException e) {
      throw CommandFailure.error("ask the server " + server, RootCause.text(e), START_ONE);
    }
    if (worker == null) {
      throw CommandFailure.error(
          "ask the server " + server,
          "what answers there is not Laytime",
          "check --server and LAYTIME_SERVER: they name a worker's API, not Temporal");
    }
    TemporalSettings found = settings.at(worker.temporal());
    return Connection.shared(connected(found), found, server);
  }

  /**
   * Connects to the Temporal of a worker that runs.
   *
   * @throws CommandFailure if it does not answer
   */
  public Connection connect(WorkerFinder.Found found, Map<String, String> environment) {
    TemporalSettings settings =
        TemporalSettings.load(TemporalOptions.NONE, environment).at(found.worker().temporal());
    return Connection.shared(connected(settings), settings, found.server());
  }

  private Connection configured(TemporalSettings settings) {
    WorkflowServiceStubs stubs = connected(settings);
    try {
      if (!hasWorker(stubs, settings)) {
        throw CommandFailure.error(
            "find a worker at Temporal %s, namespace %s"
                .formatted(settings.address(), settings.namespace()),
            "no worker polls its task queue 'laytime'",
            "start one: java -jar worker/target/laytime-worker.jar --laytime.temporal.address="
                + settings.address()
                + " --laytime.temporal.namespace="
                + settings.namespace());
      }
      return Connection.shared(
          stubs,
          settings,
          glance().filter(worker -> works(worker, settings)).map(_ -> usualServer).orElse(null));
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw e;
    }
  }

  private boolean hasWorker(WorkflowServiceStubs stubs, TemporalSettings settings) {
    try {
      return switch (Pollers.of(stubs, settings.namespace(), PATIENCE)) {
        case SOME -> true;
        case NONE -> false;
        case UNKNOWN -> glance().filter(worker -> works(worker, settings)).isPresent();
      };
    } catch (StatusRuntimeException e) {
      throw unreachable(settings, e);
    }
  }

  private static boolean works(RunningWorker worker, TemporalSettings settings) {
    return loopback(worker.temporal().address()).equals(loopback(settings.address()))
        && worker.temporal().namespace().equals(settings.namespace());
  }

  private static String loopback(String address) {
    return address.replaceFirst("^localhost:", "127.0.0.1:");
  }

  private Connection around(TemporalSettings settings, Need need) {
    return glance()
        .map(worker -> settings.at(worker.temporal()))
        .map(found -> Connection.shared(connected(found), found, usualServer))
        .orElseGet(() -> own(need));
  }

  private Optional<RunningWorker> glance() {
    try {
      return servers.ask(usualServer, GLANCE);
    } catch (UncheckedIOException e) {
      screen.detail("nobody answers at " + usualServer + ": " + RootCause.text(e));
      return Optional.empty();
    }
  }

  private Connection own(Need need) {
    if (need.lasting()) {
      throw CommandFailure.usage(
          "leave a copy running with --detach",
          need.layout()
              ? "a layout or archive needs a worker of the command's own, which ends with it"
              : "no worker runs that would go on with it",
          need.layout() ? "leave --detach out" : "start one with 'laytime dev', or leave it out");
    }
    OwnWorker worker = OwnWorker.start(installation, need.layouts(), interruption);
    try (ProgressLine line = screen.progress()) {
      line.show("starting a worker of its own…");
      TemporalSettings settings = TemporalSettings.UNSAID.at(worker.awaitReady().temporal());
      return Connection.own(connected(settings), settings, worker);
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  private WorkflowServiceStubs connected(TemporalSettings settings) {
    screen.detail("connecting to Temporal at " + settings.address());
    try {
      return WorkflowServiceStubs.newConnectedServiceStubs(settings.stubs(), PATIENCE);
    } catch (StatusRuntimeException e) {
      throw unreachable(settings, e);
    }
  }

  private static CommandFailure unreachable(TemporalSettings settings, StatusRuntimeException e) {
    return CommandFailure.error(
        "connect to Temporal at %s, namespace %s"
            .formatted(settings.address(), settings.namespace()),
        RootCause.text(e),
        "check the address, the namespace and the credentials: --temporal-address,"
            + " --temporal-namespace, --temporal-profile, TEMPORAL_… variables");
  }

  private static @Nullable URI serverVariable(Map<String, String> environment) {
    String server = environment.getOrDefault("LAYTIME_SERVER", "");
    return server.isEmpty() ? null : ServerAddress.parse(server);
  }
}

package dev.laytime.e2e.life;

import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.InProcessRegistry;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server, a ledger in PostgreSQL and one worker, with a stage for every test, in two
 * real registries and in one of our own for each of its behaviours. Nobody kills anything here.
 */
final class Team implements AutoCloseable {

  static final Map<String, Behaviour> BEHAVIOURS = new LinkedHashMap<>();

  /** A stage without a source of use. */
  static final String OBSERVED = "observed";

  /** How long a DELETE may take in the stage {@code late}. */
  static final Duration DELETE_TIMEOUT = Duration.ofSeconds(15);

  /** In the stages whose sources come to prove nothing while an image is in it. */
  static final Duration UNPROVEN_QUARANTINE = Duration.ofSeconds(20);

  static {
    BEHAVIOURS.put("collects-untagged", new Behaviour.CollectsUntagged(Duration.ofMillis(500)));
    BEHAVIOURS.put("last-tag", new Behaviour.LastTagDeletesManifest());
    BEHAVIOURS.put("no-tag-deletion-400", new Behaviour.RefusesTagDeletion(400));
    BEHAVIOURS.put("no-tag-deletion-405", new Behaviour.RefusesTagDeletion(405));
    BEHAVIOURS.put("immutable-tags", new Behaviour.ImmutableTags());
    BEHAVIOURS.put("no-child-deletion", new Behaviour.RefusesChildDeletion());
    BEHAVIOURS.put("no-referrers-api", new Behaviour.NoReferrersApi());
  }

  private final Workspace workspace;
  private final DistributionRegistry distribution;
  private final OlaregRegistry olareg;
  private final FaultProxy proxy;
  private final TemporalServer temporal;
  private final LaytimeWorker worker;
  private final Configuration configuration = new Configuration();
  private final Map<String, Scene> scenes = new LinkedHashMap<>();
  private final ThreadLocal<List<Scene>> inUse = ThreadLocal.withInitial(ArrayList::new);
  private @Nullable LaytimeApi api;

  private Team(Workspace workspace) {
    this.workspace = workspace;
    distribution = DistributionRegistry.start(workspace);
    olareg = OlaregRegistry.start(workspace);
    proxy = workspace.keep(FaultProxy.before(distribution));
    addScenes();
    configuration.lines("ledger:", "  url: " + PostgresServer.start(workspace).url());
    temporal = TemporalServer.start(workspace);
    worker =
        LaytimeWorker.start(
            workspace,
            temporal,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
    api = workspace.keep(new LaytimeApi(worker.server()));
    scenes.values().forEach(scene -> tellLoops(scene, "pause"));
  }

  /** Starts it; what it needs ends with it. */
  static Team start(Workspace workspace) {
    try {
      return new Team(workspace);
    } catch (RuntimeException e) {
      System.err.println(workspace.tails());
      workspace.close();
      throw e;
    }
  }

  private void addScenes() {
    for (String name :
        List.of("distribution", "shared", "together", "flooded", "foreign", "orphan")) {
      scene(name, olareg, distribution).addTo(configuration);
    }
    for (String name : List.of("olareg", "closure")) {
      scene(name, distribution, olareg).addTo(configuration);
    }
    BEHAVIOURS.forEach((name, behaviour) ->
        scene(name, distribution, InProcessRegistry.start(workspace, behaviour))
            .addTo(configuration));
    RegistryServer plain = InProcessRegistry.start(workspace);
    for (String name : List.of("broken", "missing", "emptied")) {
      scene(name, plain, plain)
          .addTo(configuration, Durations.QUICK.kept("8s", UNPROVEN_QUARANTINE.toSeconds() + "s"));
    }
    Durations seen = Durations.QUICK.kept("8s", "12s");
    scene("demo-distribution", olareg, distribution).addTo(configuration, seen);
    scene("demo-olareg", distribution, olareg).addTo(configuration, seen);
    addLate();
    addObserved();
  }

  /** One sweep, at the start: nothing but the life itself looks again. */
  private void addLate() {
    scene("late", olareg, proxy)
        .addTo(configuration, Durations.QUICK.kept("1s", "1s").looking("1h", "1s"));
    configuration.lines(
        "registries:",
        "  - host: " + proxy.host(),
        "    delete-timeout: %ds".formatted(DELETE_TIMEOUT.toSeconds()));
  }

  private void addObserved() {
    configuration.stage(
        OBSERVED,
        scene(OBSERVED, olareg, proxy).image("").replaceFirst("/$", ""),
        "grace-period: 1s",
        "sweep-every: 1s");
  }

  private Scene scene(String name, RegistryServer upstream, RegistryServer stage) {
    Scene scene = Scene.in(workspace, name, upstream, stage, () -> Objects.requireNonNull(api));
    scenes.put(name, scene);
    return scene;
  }

  /** The stage of that name; it is scanned and swept until the test that asks has ended. */
  Scene scene(String name) {
    Scene scene = Objects.requireNonNull(scenes.get(name), name);
    inUse.get().add(scene);
    tellLoops(scene, "resume");
    return scene;
  }

  /** What no test uses rests: more loops than tests would keep the machine busy. */
  void endTest() {
    inUse.get().forEach(scene -> tellLoops(scene, "pause"));
    inUse.remove();
  }

  private void tellLoops(Scene scene, String signal) {
    String sweep = WorkflowIds.sweep(scene.name());
    Await.until(sweep + " runs", Scene.SOON, () -> isTold(sweep, signal));
    if (!scene.name().equals(OBSERVED)) {
      String scan = WorkflowIds.scan(scene.name());
      Await.until(scan + " runs", Scene.SOON, () -> isTold(scan, signal));
    }
  }

  private boolean isTold(String loop, String signal) {
    try {
      temporal.client().newUntypedWorkflowStub(loop).signal(signal);
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  /** Before distribution, and before the stages {@code late} and {@code observed} alone. */
  FaultProxy proxy() {
    return proxy;
  }

  /** What lies behind the proxy: what is pushed there by hand comes by nobody. */
  RegistryServer behindProxy() {
    return distribution;
  }

  TemporalServer temporal() {
    return temporal;
  }

  LaytimeWorker worker() {
    return worker;
  }

  Workspace workspace() {
    return workspace;
  }

  @Override
  public void close() {
    workspace.close();
  }
}

package dev.laytime.e2e.promotions;

import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two registries: one has the stages {@code dev} and {@code eu}, the other {@code prod}; a Git
 * repository, a Temporal server, and a ledger in PostgreSQL.
 *
 * @param dev before the first
 * @param prod before the second
 */
record Way(
    Workspace workspace,
    DistributionRegistry first,
    DistributionRegistry second,
    FaultProxy dev,
    FaultProxy prod,
    TemporalServer temporal,
    Apps apps,
    Configuration configuration,
    Images images,
    Crane crane) {

  /** What may take long on a machine that is busy. */
  static final Duration LONG = Duration.ofMinutes(4);

  private static final int LAYER = 100;

  /**
   * Starts everything but the worker.
   *
   * @param names of all images, below their stages
   * @param dev settings of the stage {@code dev}
   */
  static Way start(Workspace workspace, List<String> names, String... dev) {
    Way way = prepare(workspace, names, dev);
    way.configuration.stage("prod", way.prod.host() + "/prod");
    return way;
  }

  /** The same, where {@code prod} loses what nothing keeps some seconds after its last use. */
  static Way swept(Workspace workspace, List<String> names, String... dev) {
    Way way = prepare(workspace, names, dev);
    Manifests manifests = new Manifests(workspace.directory("manifests"));
    manifests.deploy("other", "docker.io/library/busybox:1.36");
    way.configuration
        .deletingStage("prod", way.prod.host() + "/prod", Durations.QUICK)
        .directory("prod", manifests.directory(), Durations.QUICK);
    return way;
  }

  private static Way prepare(Workspace workspace, List<String> names, String... dev) {
    DistributionRegistry first = DistributionRegistry.start(workspace);
    DistributionRegistry second = DistributionRegistry.start(workspace);
    FaultProxy door = workspace.keep(FaultProxy.before(first));
    FaultProxy prod = workspace.keep(FaultProxy.before(second));
    PostgresServer postgres = PostgresServer.start(workspace);
    Configuration configuration = new Configuration();
    configuration.stage("dev", door.host() + "/dev", dev);
    configuration.stage("eu", door.host() + "/eu");
    configuration.lines("ledger:", "  url: " + postgres.url());
    Apps apps =
        Apps.create(workspace, names.stream().map(name -> prod.host() + "/prod/" + name).toList());
    configuration.lines("git-targets:");
    Way way =
        new Way(
            workspace,
            first,
            second,
            door,
            prod,
            TemporalServer.start(workspace),
            apps,
            configuration,
            workspace.keep(new Images(workspace.directory("images"))),
            new Crane(workspace));
    way.target("apps", apps.url());
    return way;
  }

  /** One more Git repository to write to; before the paths. */
  void target(String name, String url) {
    configuration.lines(
        "  - name: " + name,
        "    url: " + url,
        "    files: [{path: kustomization.yaml, kind: kustomize}]");
  }

  /** Paths from {@code dev} to {@code prod} and {@code eu}. */
  void paths(String... paths) {
    List<String> lines = new ArrayList<>(List.of("promotions:"));
    lines.addAll(List.of(paths));
    configuration.lines(lines.toArray(String[]::new));
  }

  /**
   * A path for the configuration.
   *
   * @param repositories below the stages, separated by commas
   */
  static String path(String name, String repositories, String... gates) {
    return """
    - name: %s
      from: dev
      to: prod
      replicas: [eu]
      repositories: [%s]
      floating: [latest]
      git: [apps]
      gates: [%s]\
    """
        .formatted(name, repositories, String.join(", ", gates));
  }

  LaytimeWorker work(String... options) {
    return work(Map.of(), options);
  }

  /** The same, with more in its environment. */
  LaytimeWorker work(Map<String, String> environment, String... options) {
    Path file = configuration.writeTo(workspace.directory("config"));
    List<String> all = new ArrayList<>(List.of("--laytime.config=" + file));
    all.addAll(List.of(options));
    return LaytimeWorker.start(workspace, temporal, all, environment);
  }

  /** What CI does: pushes an image into the stage {@code dev}. */
  Digest publish(String name, String tag) {
    return images.image(first, "dev/" + name, tag, 1, LAYER);
  }

  String inDev(String name) {
    return dev.host() + "/dev/" + name;
  }

  String inEu(String name) {
    return dev.host() + "/eu/" + name;
  }

  String inProd(String name) {
    return prod.host() + "/prod/" + name;
  }

  static String promotion(String name) {
    return "promotion/prod/" + name;
  }

  WorkflowStub stub(String name) {
    return temporal.client().newUntypedWorkflowStub(promotion(name));
  }

  PromotionStatus status(String name) {
    return stub(name).query("status", PromotionStatus.class);
  }

  /** Has a path look at once for what it promotes by itself, when its source stage has it. */
  void seek(String path, String name) {
    Await.until(name + " is known", LONG, () -> isKnown(name));
    temporal.client().newUntypedWorkflowStub(WorkflowIds.promotions(path)).signal("now");
  }

  private boolean isKnown(String name) {
    try {
      String life = WorkflowIds.life(Reference.parse(inDev(name)));
      return temporal.client().newUntypedWorkflowStub(life).query("why", Why.class).digest()
          != null;
    } catch (WorkflowException notYet) {
      return false;
    }
  }
}

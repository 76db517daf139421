package dev.laytime.workflow;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Promotions with time that skips, into one stage and two replicas. */
final class PromotionEnvironment implements AutoCloseable {

  static final Digest DIGEST = FakeRegistry.DIGEST;
  static final Digest OTHER = FakeRegistry.OTHER;
  static final Reference SOURCE = Reference.parse("stage.test/dev/app:1.2.3");
  static final Reference PROD = Reference.parse("prod.test/prod/app:1.2.3");
  static final Reference EU = Reference.parse("eu.test/prod/app:1.2.3");
  static final Reference US = Reference.parse("us.test/prod/app:1.2.3");
  static final String ID = "promotion/prod/app:1.2.3";

  final FakePromotions world = new FakePromotions();
  final TestWorkflowEnvironment temporal;

  PromotionEnvironment() {
    this(TestEnvironmentOptions.newBuilder());
  }

  PromotionEnvironment(EarlyRenewal renewal) {
    this(TestEnvironmentOptions.newBuilder().setWorkflowServiceStubsOptions(renewal.ofService()));
  }

  private PromotionEnvironment(TestEnvironmentOptions.Builder options) {
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    world.sendWith(temporal.getWorkflowClient());
    world.now = this::now;
    world.path = path();
    world.targets =
        List.of(
            new StageTarget("prod", PROD),
            new StageTarget("prod-eu", EU),
            new StageTarget("prod-us", US));
    world.registries.put(SOURCE, DIGEST);
    world.registries.put(SOURCE.withDigest(OTHER), OTHER);
    var worker = PatientWorker.in(temporal, TaskQueues.LAYTIME);
    worker.registerWorkflowImplementationTypes(PromotionImpl.class, PromotionRoundsImpl.class);
    worker.registerActivitiesImplementations(world);
    PatientWorker.in(temporal, TaskQueues.REGISTRY)
        .registerActivitiesImplementations(world, world.registries);
    for (String queue : List.of(TaskQueues.COPY, TaskQueues.CLUSTER, TaskQueues.GATE)) {
      PatientWorker.in(temporal, queue).registerActivitiesImplementations(world);
    }
    temporal.start();
  }

  static PromotionPath path(Gate... gates) {
    return new PromotionPath(
        "release",
        "staging",
        "prod",
        List.of("prod-eu", "prod-us"),
        List.of(),
        List.of(),
        List.of(gates),
        List.of("latest", "{major}", "{major}.{minor}"),
        false,
        3,
        Duration.ofDays(7),
        PromotionPath.Automatic.NONE,
        List.of("manifests"));
  }

  static PromotionPath moving(PromotionPath path) {
    return with(path, true, path.expiry());
  }

  static PromotionPath expiring(PromotionPath path, Duration expiry) {
    return with(path, path.moves(), expiry);
  }

  private static PromotionPath with(PromotionPath path, boolean moves, Duration expiry) {
    return new PromotionPath(
        path.name(),
        path.from(),
        path.to(),
        path.replicas(),
        path.repositories(),
        path.tags(),
        path.gates(),
        path.floating(),
        moves,
        path.keepLast(),
        expiry,
        path.automatic(),
        path.git());
  }

  static PromotionOrder order() {
    return order("r1", DIGEST);
  }

  static PromotionOrder order(String requestId, Digest digest) {
    return order(requestId, digest, "release", PromotionOrder.Kind.PROMOTE);
  }

  static PromotionOrder order(
      String requestId, Digest digest, String path, PromotionOrder.Kind kind) {
    Reference source = kind == PromotionOrder.Kind.ROLLBACK ? PROD : SOURCE;
    return new PromotionOrder(requestId, path, kind, source, digest, "prod", PROD, "ci");
  }

  static String id(PromotionOrder order) {
    return WorkflowIds.promotion(
        order.stage(), "app", Objects.requireNonNull(order.target().tag(), "tag"));
  }

  PromotionAnswer ask(PromotionOrder order) {
    return world.ask(order);
  }

  /** Orders, and waits for the end. */
  PromotionStatus promote() {
    ask(order());
    return end();
  }

  PromotionStatus end() {
    return stub().getResult(PromotionStatus.class);
  }

  WorkflowStub stub() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(ID);
  }

  Promotion promotion() {
    return temporal.getWorkflowClient().newWorkflowStub(Promotion.class, ID);
  }

  PromotionStatus status() {
    return promotion().status();
  }

  PromotionStatus approve(String by) {
    return promotion()
        .approve(
            new ApproveMessage(
                "a-" + by, null, DIGEST.value(), by, "looks good", "release", gates()));
  }

  /** The hash of the path's gates, as the configuration has them now. */
  String gates() {
    return Objects.requireNonNull(world.gates(), "path");
  }

  void check(String requestId, boolean passed) {
    promotion()
        .check(new CheckMessage(requestId, "smoke", DIGEST.value(), passed, "ci", "42 tests"));
  }

  PromotionStatus cancel() {
    return promotion().cancel(new CancelMessage("c1", "ann", "not today"));
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  void pass(Duration time) {
    SkippedTime.pass(temporal, time);
  }

  /** Lets everything that is under way come to rest. */
  void settle() {
    SkippedTime.settle(temporal);
  }

  @Override
  public void close() {
    PatientWorker.end(temporal);
  }
}

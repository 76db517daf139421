package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.FaultProxy.Seen;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import dev.laytime.workflow.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The worker is killed while there is a promotion at every point on the way, each before one
 * request that then takes effect without it. All come to the same end, and nothing is done twice.
 */
@ExtendWith(ProvingGround.class)
@Order(1)
final class KillTest {

  private static final String TAG = ":1.0.0";
  private static final Duration FOR_GOOD = Duration.ofHours(1);
  private static final List<String> GATED = List.of("gated", "approved");

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Map<String, Digest> digests = new LinkedHashMap<>();
  private final Set<Point> reached = ConcurrentHashMap.newKeySet();

  /** A request before which the promotion of an image of its own stands still. */
  private record Point(String name, String method, String stage, String end) {

    boolean isAt(Seen seen, Digest digest) {
      String target = seen.target().replace(digest.value(), "DIGEST");
      return method.contains(seen.method())
          && target.startsWith("/v2/%s/%s/".formatted(stage, name))
          && target.matches(".*" + end);
    }
  }

  private static final List<Point> IN_DEV =
      List.of(
          new Point("looked-at", "HEAD GET", "dev", "/manifests/1.0.0"),
          new Point("learned", "GET", "dev", "/manifests/DIGEST"),
          new Point("mounted", "POST PUT", "eu", "/blobs/uploads/.*"),
          new Point("mounted-whole", "PUT", "eu", "/manifests/DIGEST"),
          new Point("tagged-in-eu", "PUT", "eu", "/manifests/1.0.0"),
          new Point("floated-in-eu", "PUT", "eu", "/manifests/latest"),
          new Point("attested-in-eu", "PUT", "eu", "/manifests/sha256:.*"));

  private static final List<Point> IN_PROD =
      List.of(
          new Point("compared", "HEAD", "prod", "/manifests/1.0.0"),
          new Point("copied", "POST PUT", "prod", "/blobs/uploads/.*"),
          new Point("copied-whole", "PUT", "prod", "/manifests/DIGEST"),
          new Point("tagged", "PUT", "prod", "/manifests/1.0.0"),
          new Point("floated", "PUT", "prod", "/manifests/latest"),
          new Point("attested", "PUT", "prod", "/manifests/sha256:.*"));

  @Test
  void comesToTheSameEndOnce(Workspace workspace) {
    List<String> names =
        Stream.concat(
                Stream.concat(IN_DEV.stream(), IN_PROD.stream()).map(Point::name),
                Stream.concat(GATED.stream(), Stream.of("written")))
            .toList();
    Way way = Way.start(workspace, names);
    way.paths(
        Way.path("free", free(names)),
        Way.path(
            "guarded",
            String.join(", ", GATED),
            "{checked: {name: smoke}}",
            "{approved: {count: 1}}"));
    names.forEach(name -> digests.put(name, way.publish(name, "1.0.0")));
    way.dev().behave(seen -> standStill(IN_DEV, seen));
    way.prod().behave(seen -> standStill(IN_PROD, seen));
    way.apps().lock();
    LaytimeWorker worker = work(way);

    names.forEach(name -> promote(way, name));
    Await.until("every image is at its point", Way.LONG, () -> arrived(way));
    approve(way, "approved");
    worker.kill();
    gate.countDown();
    way.dev().behave(Fault.NONE);
    way.prod().behave(Fault.NONE);
    way.apps().unlock();
    work(way);

    approve(way, "gated");
    GATED.forEach(name -> check(way, name));
    for (String name : names) {
      awaitRuns(way, name);
      PromotionStatus end = way.stub(name + TAG).getResult(PromotionStatus.class);
      assertThat(end.state()).as(name + ": " + end.cause()).isEqualTo(PromotionState.PROMOTED);
    }
    assertAreThere(way, names);
    assertWereWrittenOnce(way, names);
    assertThat(way.apps().commits()).hasSize(names.size() + 1).doesNotHaveDuplicates();
    assertThat(way.apps().file()).doesNotContain("0.0.0");
  }

  private static LaytimeWorker work(Way way) {
    return way.work("--laytime.concurrency.copies=40", "--laytime.concurrency.requests=64");
  }

  private static String free(List<String> names) {
    List<String> free = new ArrayList<>(names);
    free.removeAll(GATED);
    return String.join(", ", free);
  }

  /** Who waits too long for an answer asks once more, and that takes no effect. */
  private Fault.Reaction standStill(List<Point> points, Seen seen) {
    for (Point point : points) {
      if (point.isAt(seen, digest(point.name()))) {
        return reached.add(point) ? new Fault.Wait(gate) : new Fault.Hang(FOR_GOOD);
      }
    }
    return new Fault.Forward();
  }

  private Digest digest(String name) {
    return digests.getOrDefault(name, Digest.of("sha256", "0".repeat(64)));
  }

  private boolean arrived(Way way) {
    boolean blocked = blocked(IN_DEV, way.dev()) && blocked(IN_PROD, way.prod());
    return blocked
        && GATED.stream().allMatch(name -> holds(way, name, status -> !status.gates().isEmpty()))
        && holds(
            way,
            "written",
            status ->
                status.destinations().size() == 2
                    && status.destinations().stream()
                        .allMatch(one -> one.step() == Destination.Step.ATTESTED));
  }

  private boolean blocked(List<Point> points, FaultProxy proxy) {
    List<Seen> seen = proxy.seen();
    return points.stream()
        .allMatch(point -> seen.stream().anyMatch(one -> point.isAt(one, digest(point.name()))));
  }

  private static boolean holds(Way way, String name, Predicate<PromotionStatus> what) {
    try {
      return what.test(way.status(name + TAG));
    } catch (WorkflowException notYet) {
      return false;
    }
  }

  private static void awaitRuns(Way way, String name) {
    Await.until(name + " was asked for", Way.LONG, () -> holds(way, name, _ -> true));
  }

  private static void promote(Way way, String name) {
    String image = way.inDev(name + TAG);
    way.temporal()
        .client()
        .newUntypedWorkflowStub(
            "ImageLife",
            WorkflowOptions.newBuilder()
                .setWorkflowId("image/" + image)
                .setTaskQueue(TaskQueues.LAYTIME)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build())
        .signalWithStart(
            "promote",
            new Object[] {new ImageLife.PromoteMessage(null, "prod", "ci", null)},
            new Object[] {Map.of("image", image)});
  }

  private void approve(Way way, String name) {
    var _ =
        way.stub(name + TAG)
            .update(
                "approve",
                PromotionStatus.class,
                new ApproveMessage("a-" + name, null, digest(name).value(), "ann", null));
  }

  private void check(Way way, String name) {
    way.stub(name + TAG)
        .signal(
            "check",
            new CheckMessage("c-" + name, "smoke", digest(name).value(), true, "ci", null));
  }

  private void assertAreThere(Way way, List<String> names) {
    try (RegistryProbe probe = new RegistryProbe()) {
      for (String name : names) {
        Digest digest = digest(name);
        for (String repository : List.of(way.inProd(name), way.inEu(name))) {
          for (String tag : List.of(TAG, ":latest")) {
            assertThat(probe.digest(repository + tag)).contains(digest.value());
          }
          String referrers = ":" + digest.value().replace(':', '-');
          assertThat(way.crane().manifest(repository + referrers).split("\"artifactType\"", -1))
              .as("attestations of " + repository)
              .hasSize(2);
        }
      }
    }
  }

  private static void assertWereWrittenOnce(Way way, List<String> names) {
    List<LoggedRequest> first = way.first().requests();
    List<LoggedRequest> second = way.second().requests();
    for (String name : names) {
      for (String tag : List.of("1.0.0", "latest")) {
        assertThat(written(second, "prod", name, tag)).as(name).isOne();
        assertThat(written(first, "eu", name, tag)).as(name).isOne();
      }
    }
  }

  private static long written(List<LoggedRequest> requests, String stage, String name, String tag) {
    String target = "/v2/%s/%s/manifests/%s".formatted(stage, name, tag);
    return requests.stream()
        .filter(request -> request.isManifestWritten() && request.target().equals(target))
        .count();
  }
}

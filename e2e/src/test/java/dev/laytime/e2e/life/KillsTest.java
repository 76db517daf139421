package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.FaultProxy.Seen;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The worker is killed while there is an image in every state, in the midst of a restore and of a
 * deletion, and between a proof and its DELETE; Temporal during a grace period; then the ledger's
 * database. Every image comes to its end, nothing is done twice, and nothing on an old proof.
 */
@ExtendWith(ProvingGround.class)
@Order(1) // It takes the longest: twice the two minutes of a DELETE in doubt.
@Execution(ExecutionMode.CONCURRENT)
final class KillsTest {

  /** After so long the last scan from before proves nothing: two intervals, and five seconds. */
  private static final Duration STALE = Duration.ofSeconds(8);

  private final CountDownLatch deletion = new CountDownLatch(1);
  private final CountDownLatch restore = new CountDownLatch(1);
  private DistributionRegistry registry;
  private FaultProxy stage;
  private FaultProxy upstream;
  private TemporalServer temporal;
  private PostgresServer postgres;
  private Scene slow;
  private Scene fast;
  private Scene pushed;
  private Scene queued;
  private Workspace workspace;
  private List<String> options;
  private @Nullable LaytimeWorker worker;
  private @Nullable LaytimeApi api;

  @BeforeEach
  void start(Workspace given) {
    workspace = given;
    registry = DistributionRegistry.start(given);
    stage = given.keep(FaultProxy.before(registry));
    upstream = given.keep(FaultProxy.before(OlaregRegistry.start(given)));
    postgres = PostgresServer.start(given);
    temporal = TemporalServer.start(given);
    Configuration configuration = new Configuration();
    slow = scene("slow");
    slow.addTo(configuration, Durations.QUICK.kept("20s", "45s").looking("8s", "2s"));
    fast = scene("fast");
    fast.addTo(configuration, Durations.QUICK.kept("1s", "1s").looking("8s", "1s"));
    pushed = scene("pushed");
    pushed.addWithoutMirror(configuration, Durations.QUICK);
    queued = scene("queued");
    queued.addTo(configuration, Durations.QUICK.kept("1s", "1s").looking("8s", "1s").window("8s"));
    configuration.lines("ledger:", "  url: " + postgres.url());
    options = List.of("--laytime.config=" + configuration.writeTo(given.directory("config")));
  }

  @Test
  void comesToTheSameEndAndDoesNothingTwice() {
    Digest deleting = publish(fast, "deleting:1");
    Digest restoring = publish(slow, "restoring:1");
    for (String app : List.of("present:1", "unused:1", "quarantined:1", "later:1")) {
      publish(slow, app);
    }
    publish(queued, "named:1");
    pushed.deploy("wanted:1");
    stage.behave(Fault.to(isDelete(deleting), new Fault.Wait(deletion)));
    startWorker();
    fast.awaitState("deleting:1", "PRESENT");
    fast.remove("deleting:1");
    for (String app : List.of("restoring:1", "quarantined:1")) {
      slow.awaitState(app, "PRESENT");
      slow.remove(app);
    }

    awaitSeen(stage, isDelete(deleting));
    kill();
    deletion.countDown();
    startWorker();

    arrangeEveryState();
    kill();
    restore.countDown();
    upstream.behave(Fault.NONE);
    Digest failing = slow.publish("failing:1");
    pushed.images().image(registry, "pushed/wanted", "1", 1, 1_000);
    queued.deploy("named:1");
    Await.holdsWithin(STALE, () -> false);
    startWorker();

    slow.awaitState("restoring:1", "PRESENT");
    assertThat(slow.isTagged("restoring:1", restoring)).isTrue();
    slow.remove("later:1");
    slow.awaitState("later:1", "UNUSED");
    Instant deadline =
        Instant.parse(
            slow.api().get().life(slow.image("later:1")).path("why").path("deadline").asText());
    temporal.kill();
    temporal.startAgain();
    postgres.kill();
    postgres.startAgain();

    slow.awaitState("acquiring:1", "PRESENT");
    slow.awaitState("failing:1", "PRESENT");
    assertThat(slow.isTagged("failing:1", failing)).isTrue();
    pushed.awaitState("wanted:1", "PRESENT");
    for (String app : List.of("unused:1", "quarantined:1", "later:1")) {
      awaitEndOnce(slow, app);
    }
    awaitEndOnce(fast, "deleting:1");
    assertThat(fast.isPullable("deleting:1", deleting)).isFalse();
    slow.awaitState("present:1", "PRESENT");
    queued.awaitState("named:1", "PRESENT");
    assertThat(slow.api().get().times(slow.image("later:1"), "quarantined"))
        .allMatch(deadline::isBefore);
    assertNothingWasDoneTwice();
  }

  /** One image in each state at the same time; the last of them runs out the soonest. */
  private void arrangeEveryState() {
    slow.awaitState("quarantined:1", "QUARANTINED");
    slow.awaitState("restoring:1", "QUARANTINED");
    slow.deploy("failing:1");
    upstream.behave(Fault.to(Fault::isBlob, new Fault.Wait(restore)));
    publish(slow, "acquiring:1");
    stage.behave(Fault.to(isPut("slow/restoring"), new Fault.Wait(restore)));
    slow.deploy("restoring:1");
    slow.remove("unused:1");

    awaitSeen(upstream, Fault::isBlob);
    awaitSeen(stage, isPut("slow/restoring"));
    slow.awaitState("acquiring:1", "ACQUIRING");
    slow.awaitState("failing:1", "FAILING");
    slow.awaitState("present:1", "PRESENT");
    pushed.awaitState("wanted:1", "WANTED");
    slow.awaitState("unused:1", "UNUSED");
    queued.remove("named:1");
    queued.awaitReason("named:1", "queued for quarantine");
    slow.awaitState("quarantined:1", "QUARANTINED");
  }

  private void awaitEndOnce(Scene scene, String app) {
    scene.awaitBuried(app);
    LaytimeApi ledger = scene.api().get();
    String image = scene.image(app);
    assertThat(ledger.life(image).path("obituaries")).hasSize(1);
    assertThat(ledger.times(image, "quarantined")).hasSize(1);
    assertThat(ledger.times(image, "deleted")).hasSize(1);
  }

  private void assertNothingWasDoneTwice() {
    Map<String, Long> tagged = count(LoggedRequest::isManifestWritten);
    for (String app :
        List.of("present", "unused", "quarantined", "later", "acquiring", "failing")) {
      assertThat(tagged).containsEntry("/v2/slow/" + app + "/manifests/1", 1L);
    }
    assertThat(tagged)
        .containsEntry("/v2/slow/restoring/manifests/1", 2L)
        .containsEntry("/v2/fast/deleting/manifests/1", 1L)
        .containsEntry("/v2/pushed/wanted/manifests/1", 1L);
    assertThat(count(request -> request.method().equals("DELETE") && request.status() == 202))
        .isNotEmpty()
        // A hold that a deletion let go of, and wrote again when it stopped, goes once more.
        .allSatisfy((target, times) ->
            assertThat(times).as(target).isLessThanOrEqualTo(tagged.getOrDefault(target, 1L)))
        .allSatisfy((target, _) -> assertThat(target).doesNotContain("/queued/named/"));
  }

  private Map<String, Long> count(Predicate<LoggedRequest> some) {
    return registry.requests().stream()
        .filter(some)
        .collect(Collectors.groupingBy(LoggedRequest::target, Collectors.counting()));
  }

  private static void awaitSeen(FaultProxy proxy, Predicate<Seen> request) {
    Await.until("it is under way", Scene.SOON, () -> proxy.seen().stream().anyMatch(request));
  }

  private static Predicate<Seen> isDelete(Digest digest) {
    return request ->
        request.method().equals("DELETE") && request.target().endsWith("/manifests/" + digest);
  }

  private static Predicate<Seen> isPut(String repository) {
    return request ->
        request.method().equals("PUT")
            && request.target().equals("/v2/" + repository + "/manifests/1");
  }

  private static Digest publish(Scene scene, String app) {
    Digest digest = scene.publish(app);
    scene.deploy(app);
    return digest;
  }

  private Scene scene(String name) {
    return Scene.in(workspace, name, upstream, stage, () -> Objects.requireNonNull(api));
  }

  private void startWorker() {
    worker = LaytimeWorker.start(workspace, temporal, options);
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  private void kill() {
    Objects.requireNonNull(worker).kill();
  }
}

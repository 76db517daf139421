package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.FaultProxy.Seen;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A DELETE that hangs past its time, and is carried out all the same. */
@ExtendWith(OneTeam.class)
@Execution(ExecutionMode.CONCURRENT)
final class LateDeleteTest {

  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void keepsARestoreWaitingAndIsUndoneWhereItLandsLater(Team team) {
    Scene scene = team.scene("late");
    FaultProxy proxy = team.proxy();
    Digest digest = scene.arrive("app:1");
    proxy.behave(Fault.to(request -> isDelete(request, digest), new Fault.Wait(gate)));
    scene.remove("app:1");
    Await.until(
        "its DELETE is under way", Scene.SOON, () -> deletes(proxy, digest).findAny().isPresent());

    scene.deploy("app:1");
    scene.await("app:1", "is restored", () -> scene.isTagged("app:1", digest));
    Instant sent = deletes(proxy, digest).findFirst().orElseThrow().at();
    assertThat(puts(proxy).filter(put -> put.at().isAfter(sent)))
        .allMatch(put -> !put.at().isBefore(sent.plus(Team.DELETE_TIMEOUT)));

    gate.countDown();
    scene.await("app:1", "is gone", () -> !scene.isTagged("app:1", digest));
    Await.until("the tag is back", BACK_WITHIN, () -> scene.isTagged("app:1", digest));
    assertThat(deletes(proxy, digest)).hasSize(1);
    assertThat(scene.api().get().isBuried(scene.image("app:1"))).isFalse();
  }

  private static Stream<Seen> deletes(FaultProxy proxy, Digest digest) {
    return proxy.seen().stream().filter(request -> isDelete(request, digest));
  }

  /** Writes of the tag. */
  private static Stream<Seen> puts(FaultProxy proxy) {
    return proxy.seen().stream()
        .filter(request -> request.method().equals("PUT"))
        .filter(request -> request.target().endsWith("/late/app/manifests/1"));
  }

  private static boolean isDelete(Seen request, Digest digest) {
    return request.method().equals("DELETE")
        && request.target().endsWith("/late/app/manifests/" + digest);
  }
}

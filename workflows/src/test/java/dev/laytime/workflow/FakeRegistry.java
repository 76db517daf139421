package dev.laytime.workflow;

import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import dev.laytime.image.Digest;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Registries that remember what was asked, and fail as they are told. */
final class FakeRegistry implements RegistryActivities {

  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  static final Digest OTHER = Digest.of("sha256", "cd".repeat(32));

  final List<CopyRequest> copies = new CopyOnWriteArrayList<>();
  final List<ResolveRequest> resolves = new CopyOnWriteArrayList<>();
  final CountDownLatch copying = new CountDownLatch(1);
  private final Queue<ApplicationFailure> resolveFailures = new ArrayDeque<>();
  private final Queue<ApplicationFailure> copyFailures = new ArrayDeque<>();
  private volatile @Nullable ApplicationFailure always;
  private volatile @Nullable CountDownLatch gate;

  static CopyResult result() {
    return new CopyResult(DIGEST, 3, 1, 4, 0, 0, 4096, null);
  }

  static ApplicationFailure failure(FailureType type, @Nullable Instant until) {
    return ApplicationFailure.newBuilder()
        .setMessage("pull manifest: registry answered")
        .setType(type.name())
        .setNonRetryable(!type.retryable() || until != null)
        .setDetails(new Problem("pull manifest", "registry answered " + type, "do better", until))
        .build();
  }

  void failsResolving(ApplicationFailure failure) {
    resolveFailures.add(failure);
  }

  void failsCopying(ApplicationFailure failure) {
    copyFailures.add(failure);
  }

  void failsCopyingAlways(ApplicationFailure failure) {
    always = failure;
  }

  /** Copies wait, heartbeating, until the latch opens. */
  void copiesWaitFor(CountDownLatch latch) {
    gate = latch;
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    resolves.add(request);
    throwNext(resolveFailures);
    return new ResolveResult(DIGEST, "application/vnd.oci.image.index.v1+json");
  }

  @Override
  public CopyResult copy(CopyRequest request) {
    copies.add(request);
    copying.countDown();
    throwNext(copyFailures);
    if (always != null) {
      throw always;
    }
    waitAtTheGate();
    return result();
  }

  private void waitAtTheGate() throws ActivityCompletionException {
    CountDownLatch latch = gate;
    while (latch != null && latch.getCount() > 0) {
      Activity.getExecutionContext().heartbeat("waiting");
      try {
        if (latch.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void throwNext(Queue<ApplicationFailure> failures) {
    ApplicationFailure failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}

package dev.laytime.worker.metrics;

import dev.laytime.activities.registry.CopyMeter;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts copies. Every series is there from the start, at zero, so that rates can be taken. */
public final class MicrometerCopyMeter implements CopyMeter {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");
  private static final List<String> PHASES = List.of("look", "blobs", "manifests");

  private final MeterRegistry registry;
  private final Counter bytes;
  private final Counter saved;
  private final Counter blobsCopied;
  private final Counter blobsMounted;
  private final Counter blobsPresent;
  private final Counter copied;
  private final Counter present;

  public MicrometerCopyMeter(MeterRegistry registry) {
    this.registry = registry;
    copied = attempts("copied");
    present = attempts("present");
    for (FailureType type : FailureType.values()) {
      failures(type);
    }
    blobsCopied = blobs("copied");
    blobsMounted = blobs("mounted");
    blobsPresent = blobs("present");
    bytes =
        Counter.builder("laytime.copy.bytes")
            .description("Bytes of the blobs that copies sent")
            .register(registry);
    saved =
        Counter.builder("laytime.copy.saved.bytes")
            .description("Bytes of the blobs that targets had, or mounted")
            .register(registry);
    METHODS.forEach(this::requests);
    PHASES.forEach(this::phase);
  }

  @Override
  public void copied(CopyResult result) {
    boolean moved =
        result.manifestsCopied() > 0 || result.blobsCopied() > 0 || result.blobsMounted() > 0;
    (moved ? copied : present).increment();
    blobsCopied.increment(result.blobsCopied());
    blobsMounted.increment(result.blobsMounted());
    blobsPresent.increment(result.blobsPresent());
    bytes.increment((double) result.bytesCopied());
    if (result.effort() != null) {
      count(result.effort());
    }
  }

  private void count(CopyEffort effort) {
    effort.requests().forEach((method, count) -> requests(method).increment(count));
    saved.increment((double) effort.bytesSaved());
    phase("look").record(effort.lookMillis(), TimeUnit.MILLISECONDS);
    phase("blobs").record(effort.blobMillis(), TimeUnit.MILLISECONDS);
    phase("manifests").record(effort.manifestMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void failed(FailureType type) {
    failures(type).increment();
  }

  private Counter failures(FailureType type) {
    return attempts(type.name().toLowerCase(Locale.ROOT));
  }

  private Counter attempts(String result) {
    return Counter.builder("laytime.copies")
        .description("Attempts to copy an image, by how they ended")
        .tag("result", result)
        .register(registry);
  }

  private Counter requests(String method) {
    return Counter.builder("laytime.copy.requests")
        .description("Requests that copies sent to registries, those for tokens apart")
        .tag("method", method)
        .register(registry);
  }

  private Timer phase(String phase) {
    return Timer.builder("laytime.copy.phase")
        .description("What of a copy takes time")
        .tag("phase", phase)
        .register(registry);
  }

  private Counter blobs(String how) {
    return Counter.builder("laytime.copy.blobs")
        .description("Blobs of copied images, by how they came to the target")
        .tag("how", how)
        .register(registry);
  }
}

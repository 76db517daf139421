package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One copy in this process, without Temporal: whoever runs it tries again. What an earlier try sent
 * is not sent twice.
 */
public final class SingleCopy implements AutoCloseable {

  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final ImageLocation source;
  private final ImageLocation target;
  private final boolean referrers;
  private final ImageStores stores;
  private final Turns turns = new Turns();

  /**
   * A copy.
   *
   * @param settings of the registries; what pays for requests is of this process alone
   * @param source what is on this machine by an absolute, normalised path, as in {@code target}
   * @param referrers whether signatures, attestations and other referrers come along
   */
  public SingleCopy(
      ClientSettings settings, ImageLocation source, ImageLocation target, boolean referrers) {
    this.source = source;
    this.target = target;
    this.referrers = referrers;
    this.stores =
        new ImageStores(
            settings.paidFrom(new SteadyBudget(System::nanoTime)),
            places(source, target)::contains);
  }

  private static Set<Path> places(ImageLocation source, ImageLocation target) {
    return Stream.of(source, target)
        .filter(ImageLocation.OnDisk.class::isInstance)
        .map(place -> Path.of(((ImageLocation.OnDisk) place).path()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is done, for people. */
  public String what() {
    return "copy %s to %s".formatted(source, target);
  }

  /**
   * Tries it.
   *
   * @param patience how long this try may take
   * @throws RegistryException what failed, of type {@code TIMED_OUT} if the time is over; the
   *     target's tag is then as it was
   * @throws IOException what else failed, or that this thread was interrupted
   */
  public CopyResult run(Duration patience) throws IOException {
    long begun = System.nanoTime();
    CopyTracker tracker = new CopyTracker();
    Attempt attempt =
        () -> {
          if (System.nanoTime() - begun >= patience.toNanos()) {
            throw late(patience);
          }
        };
    return new WatchedWork(STANDSTILL)
        .run(
            what(),
            tracker::pulse,
            attempt::failIfOver,
            () -> RegistryActivitiesImpl.copy(request(), stores, turns, tracker, attempt));
  }

  private CopyRequest request() throws IOException {
    Digest known = source.digest();
    Digest digest =
        known != null
            ? known
            : RegistryActivitiesImpl.find(new ResolveRequest(source, target), stores)
                .orElseThrow(() -> RegistryActivitiesImpl.absent(source))
                .digest();
    return new CopyRequest(source, digest, target, List.of(), referrers, false, false, null);
  }

  private RegistryException late(Duration patience) {
    return new RegistryException(
        FailureType.TIMED_OUT,
        what(),
        "it was not done within %d s".formatted(patience.toSeconds()),
        "allow more time: blobs that have arrived are not copied twice");
  }

  @Override
  public void close() {
    stores.close();
  }
}

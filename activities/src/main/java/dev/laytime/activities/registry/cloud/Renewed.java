package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that ends, and is fetched anew before it does. Many may want it at once: one fetches
 * it. Where it cannot be renewed, the old one is given for as long as it lasts.
 */
final class Renewed<T> {

  private static final Logger log = LoggerFactory.getLogger(Renewed.class);

  /** How long before its end something is renewed that lasts long enough. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** For so long nothing is asked for again, whatever was answered. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  /** How long "there is none" holds: a process may be given an identity later. */
  private static final Duration NONE_HOLDS = Duration.ofMinutes(1);

  /** Too little for a request. */
  private static final Duration LAST = Duration.ofSeconds(10);

  private final Source<T> source;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Held<T> held;
  private @Nullable RegistryException failure;
  private Instant failedUntil = Instant.MIN;
  private long serial;

  /** Where it comes from. */
  @FunctionalInterface
  interface Source<T> {

    /** A new one; empty where this process was given nothing to get it by. */
    Optional<Lease<T>> fetch() throws RegistryException;
  }

  /** Something, and when it ends. */
  record Lease<T>(T value, Instant expires) {

    @Override
    public String toString() {
      return "Lease[***, " + expires + "]";
    }
  }

  /**
   * @param lease null for none
   * @param renew from when on it is fetched anew
   */
  private record Held<T>(@Nullable Lease<T> lease, Instant renew, long serial) {

    Optional<T> value() {
      return lease == null ? Optional.empty() : Optional.of(lease.value());
    }

    boolean lasts(Instant now) {
      return lease != null && now.isBefore(lease.expires().minus(LAST));
    }
  }

  Renewed(Source<T> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * It, fetched where there is none or it ends soon.
   *
   * @throws RegistryException if it could not be fetched, and what there was has ended
   */
  Optional<T> get() throws RegistryException {
    Held<T> known = held;
    if (known != null && clock.instant().isBefore(known.renew())) {
      return known.value();
    }
    turn.lock();
    try {
      Held<T> meanwhile = held;
      return meanwhile != null && clock.instant().isBefore(meanwhile.renew())
          ? meanwhile.value()
          : renew(meanwhile).value();
    } finally {
      turn.unlock();
    }
  }

  /** Another when it is another, or due to be. */
  Object edition() {
    Held<T> known = held;
    if (known == null) {
      return "none";
    }
    return clock.instant().isBefore(known.renew()) ? known.serial() : known.serial() + " is due";
  }

  private Held<T> renew(@Nullable Held<T> old) throws RegistryException {
    Instant now = clock.instant();
    if (failure != null && now.isBefore(failedUntil)) {
      throw again(failure);
    }
    try {
      Optional<Lease<T>> fetched = source.fetch();
      if (fetched.isEmpty() && old != null && old.lasts(now)) {
        return keep(old, now);
      }
      serial++;
      Held<T> fresh = new Held<>(fetched.orElse(null), renewal(fetched, now), serial);
      held = fresh;
      failure = null;
      return fresh;
    } catch (RegistryException e) {
      if (old != null && old.lasts(now)) {
        log.warn("what ends soon could not be renewed cause={}", e.getMessage());
        return keep(old, now);
      }
      failure = e;
      failedUntil = now.plus(PAUSE_AFTER_FAILURE);
      throw e;
    }
  }

  private Held<T> keep(Held<T> old, Instant now) {
    Instant end = old.lease() == null ? now : old.lease().expires().minus(LAST);
    Instant pause = now.plus(PAUSE);
    Held<T> kept = new Held<>(old.lease(), end.isBefore(pause) ? end : pause, old.serial());
    held = kept;
    return kept;
  }

  private static <T> Instant renewal(Optional<Lease<T>> fetched, Instant now) {
    if (fetched.isEmpty()) {
      return now.plus(NONE_HOLDS);
    }
    Instant expires = fetched.get().expires();
    Duration quarter = Duration.between(now, expires).dividedBy(4);
    Instant usual = expires.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
    Instant earliest = now.plus(PAUSE);
    if (usual.isAfter(earliest)) {
      return usual;
    }
    return expires.isBefore(earliest) ? expires : earliest;
  }

  /** An exception is thrown once: its stack is that of who asked. */
  private static RegistryException again(RegistryException e) {
    return new RegistryException(e.type(), e.what(), e.said(), e.hint());
  }
}

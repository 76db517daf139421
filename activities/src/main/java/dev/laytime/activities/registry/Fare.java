package dev.laytime.activities.registry;

import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activities.registry.client.Passage;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a courier asks of two registries, paid from their budgets in his place. He is bounded to a
 * share of them, and for as long as he is underway that share is paid.
 */
final class Fare {

  private static final Logger log = LoggerFactory.getLogger(Fare.class);

  /** Nobody pays at once for a time in which he was not seen. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final RegistryClient registries;
  private final Errand errand;
  private final LongSupplier nanoTime;
  private long paidAt;

  Fare(RegistryClient registries, Errand errand, LongSupplier nanoTime) {
    this.registries = registries;
    this.errand = errand;
    this.nanoTime = nanoTime;
  }

  /**
   * Before he leaves: nobody sets out to a registry that may not be asked.
   *
   * @throws RegistryException if one may not be, with the time when it may
   */
  void leave() throws RegistryException {
    for (Passage passage : passages()) {
      registries.pay(passage, "copy " + errand);
    }
    paidAt = nanoTime.getAsLong();
  }

  /** While he is underway: he cannot be called back for what others have taken. */
  void goOn() {
    long now = nanoTime.getAsLong();
    long time = Math.min(now - paidAt, LONGEST.toNanos());
    try {
      for (Passage passage : passages()) {
        long share = passage.share().toNanos();
        for (long paid = 0; share > 0 && paid < time / share; paid++) {
          registries.pay(passage, "copy " + errand);
        }
      }
    } catch (RegistryException e) {
      log.debug("not paid for errand={} cause={}", errand, e.getMessage());
    }
    paidAt = now;
  }

  /** Where both are one registry, one login is his. */
  private List<Passage> passages() {
    return errand.reading().host().equals(errand.writing().host())
        ? List.of(errand.writing())
        : List.of(errand.reading(), errand.writing());
  }
}

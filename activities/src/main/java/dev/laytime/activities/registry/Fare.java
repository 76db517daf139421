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
  private final List<Way> ways;

  Fare(RegistryClient registries, Errand errand, LongSupplier nanoTime) {
    this.registries = registries;
    this.errand = errand;
    this.nanoTime = nanoTime;
    // Where both are one registry, one login is his.
    this.ways =
        errand.reading().host().equals(errand.writing().host())
            ? List.of(new Way(errand.writing()))
            : List.of(new Way(errand.reading()), new Way(errand.writing()));
  }

  /**
   * Before he leaves: nobody sets out to a registry that may not be asked.
   *
   * @throws RegistryException if one may not be, with the time when it may
   */
  void leave() throws RegistryException {
    for (Way way : ways) {
      way.leave();
    }
  }

  /** While he is underway: he cannot be called back for what others have taken. */
  void goOn() {
    long now = nanoTime.getAsLong();
    try {
      for (Way way : ways) {
        way.goOn(now);
      }
    } catch (RegistryException e) {
      log.debug("not paid for errand={} cause={}", errand, e.getMessage());
    }
  }

  /** To one of the two. */
  private final class Way {

    private final Passage passage;
    private long paidUntil;

    Way(Passage passage) {
      this.passage = passage;
    }

    void leave() throws RegistryException {
      registries.pay(passage, "copy " + errand);
      paidUntil = nanoTime.getAsLong();
    }

    void goOn(long now) throws RegistryException {
      long share = passage.share().toNanos();
      long longest = Math.max(LONGEST.toNanos(), share);
      if (now - paidUntil > longest) {
        paidUntil = now - longest;
      }
      for (; share > 0 && now - paidUntil >= share; paidUntil += share) {
        registries.pay(passage, "copy " + errand);
      }
    }
  }
}

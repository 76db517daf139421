package dev.laytime.worker.observers;

import dev.laytime.image.Reference;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.NamedImage;
import dev.laytime.worker.ledger.Pulls;
import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.LifeMessages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what was seen in a cluster between scans: into the ledger first, where it keeps, and then
 * to the lives that it concerns. Two workers that see the same tell it once.
 */
public final class Observer {

  private static final Logger log = LoggerFactory.getLogger(Observer.class);

  private final Scans scans;
  private final Telling telling;
  private final Pulls pulls;
  private final LifeMessages lives;
  private final Set<String> owing = ConcurrentHashMap.newKeySet();

  public Observer(Scans scans, Telling telling, Pulls pulls, LifeMessages lives) {
    this.scans = scans;
    this.telling = telling;
    this.pulls = pulls;
    this.lives = lives;
  }

  /**
   * Takes a batch.
   *
   * @throws RuntimeException if the ledger or Temporal does not answer; it can be taken again
   */
  public void saw(String source, List<NamedImage> images) {
    if (scans.add(source, images)) {
      owing.add(source);
    }
    if (owing.contains(source)) {
      tell(source);
      owing.remove(source);
    }
  }

  /**
   * Takes what Pods cannot pull, as far as its time has come.
   *
   * @return what was taken
   * @throws RuntimeException if the ledger or Temporal does not answer; it can be taken again
   */
  public Set<Reference> cannotPull(String source, List<NamedImage> images) {
    Map<Reference, String> waiting = new LinkedHashMap<>();
    images.forEach(named -> waiting.putIfAbsent(named.image(), named.usage().text()));
    Pulls.Taken taken = pulls.take(source, List.copyOf(waiting.keySet()));
    try {
      for (Pulls.Concern life : taken.lives()) {
        lives.unpulled(life.image(), "%s of source %s".formatted(waiting.get(life.name()), source));
      }
    } catch (RuntimeException e) {
      pulls.giveBack(taken);
      throw e;
    }
    if (!taken.names().isEmpty()) {
      log.info(
          "cannot be pulled source={} images={} told={}",
          source,
          taken.names().size(),
          taken.lives().size());
    }
    return Set.copyOf(taken.names());
  }

  /** That something is no longer named only a scan tells. */
  private void tell(String source) {
    List<Telling.Said> unsaid =
        telling.unsaid(source, 0).stream().filter(said -> said.word().count() > 0).toList();
    log.info("seen between scans source={} told={}", source, unsaid.size());
    for (Telling.Said said : unsaid) {
      lives.usage(said);
      telling.said(said);
    }
  }
}

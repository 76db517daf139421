package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.lifecycle.Prohibition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is forbidden, as the ledger has it now or, while it does not answer, had it last. It is read
 * when a worker starts, so that there always is a last word.
 */
final class JdbcProhibitions implements Prohibitions {

  private static final Logger log = LoggerFactory.getLogger(JdbcProhibitions.class);

  /** Copies must not wait for a ledger that is away, each one anew. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Tables tables;
  private final AtomicReference<Last> last;

  /**
   * Reads what is forbidden.
   *
   * @throws LedgerUnavailableException if the ledger does not answer
   */
  JdbcProhibitions(Tables tables) {
    this.tables = tables;
    this.last = new AtomicReference<>(read());
  }

  /**
   * What the ledger said last.
   *
   * @param until before then it is not asked again
   */
  private record Last(List<Prohibition> words, Instant until) {}

  @Override
  public Optional<String> against(Reference target, Digest digest) {
    return words().stream()
        .filter(word -> word.covers(target, digest))
        .map(Prohibition::toString)
        .findFirst();
  }

  private List<Prohibition> words() {
    Last known = last.get();
    Instant now = tables.clock.instant();
    if (now.isBefore(known.until())) {
      return known.words();
    }
    try {
      Last read = read();
      last.set(read);
      return read.words();
    } catch (LedgerUnavailableException e) {
      log.warn("the ledger does not answer, what was forbidden before counts", e);
      last.compareAndSet(known, new Last(known.words(), now.plus(LEFT_ALONE)));
      return last.get().words();
    }
  }

  private Last read() {
    return new Last(tables.sql.read("read what is forbidden", tables.forbidden::all), Instant.MIN);
  }
}

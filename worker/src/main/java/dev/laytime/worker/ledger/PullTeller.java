package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a registry tells of pulls. Each of its processes has a queue of its own, so that what one
 * tells says nothing of what another has still to tell: only up to a time of which all of them have
 * told is it known who pulled.
 *
 * <p>A process that is silent for longer than a patience has all begin anew when it tells again.
 * One that is silent for a day after another is taken for gone, and all begins anew without it.
 *
 * @param since from when on every pull is told
 * @param own when the last pull of our own was made that was told; null for none yet
 * @param processes when the last pull was made that a process told of, whoever pulled, by the
 *     process's name; of one that has just come, when it did
 */
record PullTeller(Instant since, @Nullable Instant own, SortedMap<String, Instant> processes) {

  /** How much a registry's clock may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** A sweep pulls many at once: not each of them is written down. */
  private static final Duration FINE = Duration.ofSeconds(1);

  private static final Duration GONE = Duration.ofDays(1);

  PullTeller {
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
  }

  /** One of which nothing is known but that it may tell from now on. */
  static PullTeller from(Instant now) {
    return new PullTeller(now, null, new TreeMap<>());
  }

  /** Something was told that cannot be read, or may be missing: all before now is uncertain. */
  PullTeller begin(Instant now) {
    return new PullTeller(now, own, processes);
  }

  /**
   * A pull was told.
   *
   * @param ours whether it was one of our own
   * @param patience how long a process may be silent
   */
  PullTeller told(PullEvents.Pulled pull, boolean ours, Duration patience, Instant now) {
    String process = PullTellers.name(pull.instance());
    Instant made = made(pull.at(), now);
    PullTeller heard = heard(process, made, patience, now);
    return (ours && made != null ? heard.toldOwn(process, made, patience, now) : heard)
        .withoutTheSilent(patience, now);
  }

  /** Null where it does not say, or claims to be from the future. */
  private static @Nullable Instant made(@Nullable Instant at, Instant now) {
    if (at == null || at.isAfter(now.plus(AHEAD))) {
      return null;
    }
    return at.isAfter(now) ? now : at;
  }

  /** What one that is gone had still to tell is lost with its memory, so a new one begins anew. */
  private PullTeller heard(String process, @Nullable Instant made, Duration patience, Instant now) {
    Instant last = processes.get(process);
    if (last == null) {
      return with(process, now).begin(now);
    }
    if (made == null || made.isBefore(last.plus(FINE))) {
      return this;
    }
    PullTeller next = with(process, made);
    return made.isAfter(last.plus(patience)) ? next.begin(now) : next;
  }

  private PullTeller toldOwn(String process, Instant made, Duration patience, Instant now) {
    if (own != null && made.isBefore(own.plus(FINE))) {
      return this;
    }
    boolean gap = own != null && made.isAfter(own.plus(patience));
    return new PullTeller(gap ? now : since, made, with(process, made).processes());
  }

  private PullTeller with(String process, Instant made) {
    SortedMap<String, Instant> next = new TreeMap<>(processes);
    next.merge(process, made, (known, told) -> told.isAfter(known) ? told : known);
    return new PullTeller(since, own, next);
  }

  /** What they told last is compared, and not the time: after an outage of ours all tell late. */
  private PullTeller withoutTheSilent(Duration patience, Instant now) {
    Duration twice = patience.multipliedBy(2);
    Instant gone =
        processes.values().stream()
            .max(Instant::compareTo)
            .orElse(now)
            .minus(twice.compareTo(GONE) > 0 ? twice : GONE);
    SortedMap<String, Instant> left = new TreeMap<>(processes);
    return left.values().removeIf(gone::isAfter) ? new PullTeller(now, own, left) : this;
  }

  /** When the last pull was made up to which all is told; null for none. */
  @Nullable Instant until() {
    Instant least = least().map(Map.Entry::getValue).orElse(null);
    return own == null || least == null || own.isBefore(least) ? own : least;
  }

  /** The process that has told of least lately; null where of our own pulls less is told. */
  @Nullable String slowest() {
    Map.Entry<String, Instant> least = least().orElse(null);
    return own == null || least == null || !least.getValue().isBefore(own) ? null : least.getKey();
  }

  private Optional<Map.Entry<String, Instant>> least() {
    return processes.entrySet().stream().min(Map.Entry.comparingByValue());
  }

  /** Whether all of it, that of our own included, was told lately. */
  boolean tells(Duration patience, Instant now) {
    Instant until = until();
    return until != null && !now.isAfter(until.plus(patience));
  }
}

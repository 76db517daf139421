package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ledger has of sources and their scans. */
final class Evidence {

  private final Map<Source, Row> rows = new EnumMap<>(Source.class);
  private final Map<Source, Long> numbers = new EnumMap<>(Source.class);

  /** One registered source. */
  static final class Row {
    @Nullable Scan complete;
    @Nullable Scan held;

    /** Published since the last complete one: they keep, and prove nothing. */
    final List<Scan> since = new ArrayList<>();

    /** Seen between scans, with the next one's number: that one may have begun before. */
    final List<Scan> added = new ArrayList<>();

    @Nullable Instant firstComplete;
    boolean warm;

    void completed(Scan scan, Duration grace) {
      complete = scan;
      held = null;
      since.clear();
      added.removeIf(seen -> seen.number() < scan.number());
      if (firstComplete == null) {
        firstComplete = scan.start();
      }
      warm |= !scan.start().isBefore(firstComplete.plus(grace));
    }

    /** Every scan whose word counts for keeping. */
    List<Scan> keeping() {
      List<Scan> all = new ArrayList<>(since);
      all.addAll(added);
      if (complete != null) {
        all.add(complete);
      }
      return all;
    }
  }

  void register(Source source) {
    rows.computeIfAbsent(source, _ -> new Row());
  }

  void remove(Source source) {
    // What a watch saw has this number already.
    var _ = nextNumber(source);
    rows.remove(source);
  }

  @Nullable Row row(Source source) {
    return rows.get(source);
  }

  Set<Source> registered() {
    return rows.isEmpty() ? EnumSet.noneOf(Source.class) : EnumSet.copyOf(rows.keySet());
  }

  Collection<Map.Entry<Source, Row>> rows() {
    return rows.entrySet();
  }

  long nextNumber(Source source) {
    return numbers.merge(source, 1L, Long::sum);
  }

  /** Of the scan that comes next. */
  long upcomingNumber(Source source) {
    return numbers.getOrDefault(source, 0L) + 1;
  }

  /** Every digest that a scan names in a repository. */
  Set<Content> digests(Repository repository) {
    Set<Content> digests = EnumSet.noneOf(Content.class);
    for (Row row : rows.values()) {
      for (Scan scan : row.keeping()) {
        for (Reference named : scan.named().keySet()) {
          if (named instanceof Reference.Pinned(var there, var digest, _)
              && there.equals(repository)) {
            digests.add(Content.of(digest));
          }
        }
      }
    }
    return digests;
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes listings in, each in one transaction. */
final class JdbcScans implements Scans {

  private static final int KEPT = 100;
  private static final int MOST_GAPS = 500;
  private static final int LONGEST_GAP = 500;
  private static final int LONGEST_IDENTITY = 4000;
  private static final int LONGEST_SELECTED = 2000;
  private static final int SELECTION = 64;

  private final Sql sql;
  private final Json json;
  private final Sources sources;
  private final NamedReferences references;
  private final Workloads workloads;
  private final InstantSource clock;

  JdbcScans(Tables tables) {
    this.sql = tables.sql;
    this.json = tables.json;
    this.sources = tables.sources;
    this.references = tables.references;
    this.workloads = tables.workloads;
    this.clock = tables.clock;
  }

  @Override
  public Published publish(String source, Instant startedAt, Listing listing) {
    return sql.write(
        "publish the scan of source " + source,
        () -> {
          sources.lock(source);
          return published(source, startedAt).orElseGet(() -> add(source, startedAt, listing));
        });
  }

  @Override
  public boolean add(String source, List<NamedImage> images) {
    return sql.write(
        "write down what source %s names besides".formatted(source),
        () -> {
          sources.lock(source);
          long next = sources.lastNumber(source) + 1;
          return sources.named(source).isPresent()
              && references.addNew(source, next, clock.instant(), images);
        });
  }

  private Optional<Published> published(String source, Instant startedAt) {
    return sql.sql(
            "SELECT number, complete, held, gaps FROM scans WHERE source = ? AND started_at = ?")
        .params(source, Cells.at(startedAt))
        .query((row, _) ->
            new Published(
                row.getLong("number"),
                row.getBoolean("complete"),
                Cells.text(row, "held"),
                json.texts(Cells.text(row, "gaps"))))
        .optional();
  }

  private Published add(String name, Instant startedAt, Listing listing) {
    SourceRow source =
        sources
            .named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Cannot publish a scan of '%s': the ledger has no such source; the worker"
                            .formatted(name)
                        + " registers what its configuration names when it starts"));
    String identity = Cells.cut(listing.identity(), LONGEST_IDENTITY);
    boolean changed =
        !identity.isEmpty() && !source.identity().isEmpty() && !identity.equals(source.identity());
    List<String> gaps = gaps(source, startedAt, identity, changed, listing);
    int count = count(listing, _ -> true);
    int written = count(listing, named -> !named.runs());
    SourceRow.Scan scan =
        new SourceRow.Scan(
            source.lastNumber() + 1,
            startedAt,
            identity,
            gaps.isEmpty(),
            changed,
            gaps.isEmpty() ? odd(source, listing, count, written) : "",
            count,
            gaps,
            LookedAt.within(listing.selected(), LONGEST_SELECTED));
    insert(name, scan, written, listing);
    if (scan.counts()) {
      references.replace(name, scan.number(), startedAt, listing.images());
      sources.counts(name, scan);
      workloads.saw(name, startedAt, listing.images());
    } else {
      references.add(name, scan.number(), startedAt, listing.images());
      if (!changed) {
        workloads.glimpsed(name, listing.images());
      }
    }
    sources.lastNumber(name, scan.number());
    trim(name, scan.number());
    return published(name, startedAt).orElseThrow();
  }

  private String odd(SourceRow source, Listing listing, int count, int written) {
    String odd = Oddness.of(source, count, written);
    return odd.isEmpty() && Narrowing.selectsOtherwise(source, selection(listing))
        ? Narrowing.of(source, listing.selected(), references.lost(source.name(), listing.images()))
        : odd;
  }

  /** A short name of it: it has as many words as configuration. */
  private static String selection(Listing listing) {
    return listing.selection().isEmpty() ? "" : Sha256.name(SELECTION, listing.selection());
  }

  private static int count(Listing listing, Predicate<NamedImage> which) {
    return (int)
        listing.images().stream()
            .filter(which)
            .map(named -> named.image().text())
            .distinct()
            .count();
  }

  private List<String> gaps(
      SourceRow source, Instant startedAt, String identity, boolean changed, Listing listing) {
    List<String> gaps = new ArrayList<>(listing.gaps());
    if (changed) {
      gaps.add(
          "it is not the source that was registered under this name: %s now, %s before; give it a"
                  .formatted(identity, source.identity())
              + " name of its own, or remove the source and register it anew");
    } else if (identity.isEmpty() && gaps.isEmpty()) {
      gaps.add("the listing does not say what it is a listing of");
    }
    if (laterPublished(source.name(), startedAt)) {
      gaps.add("a scan that started later was published before it");
    }
    return gaps;
  }

  private boolean laterPublished(String source, Instant startedAt) {
    return sql.sql("SELECT COUNT(*) FROM scans WHERE source = ? AND started_at > ?")
            .params(source, Cells.at(startedAt))
            .query(Integer.class)
            .single()
        > 0;
  }

  private void insert(String source, SourceRow.Scan scan, int written, Listing listing) {
    sql.sql(
            """
            INSERT INTO scans (source, number, started_at, published_at, identity, revision,
              selected, selection, complete, identity_changed, held, reference_count, written_count,
              usage_count, gap_count, gaps)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            source,
            scan.number(),
            Cells.at(scan.startedAt()),
            Cells.at(clock.instant()),
            scan.identity(),
            Cells.cut(listing.revision(), 255),
            scan.selected(),
            selection(listing),
            scan.complete(),
            scan.identityChanged(),
            scan.held(),
            scan.references(),
            written,
            listing.images().size(),
            scan.gaps().size(),
            json.texts(scan.gaps(), MOST_GAPS, LONGEST_GAP))
        .update();
  }

  private void trim(String source, long number) {
    sql.sql(
            """
            DELETE FROM scans WHERE source = ? AND number <= ?
              AND number <> (SELECT complete_number FROM sources WHERE name = ?)\
            """)
        .params(source, number - KEPT, source)
        .update();
  }
}

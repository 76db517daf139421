package dev.laytime.worker.ledger;

import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.MirrorsView.Mirror;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mirrors that are polled, for people; within a transaction. */
final class MirrorList {

  private static final int MOST_CAUSES = 10;

  private final Tables tables;
  private final BiFunction<String, RepositoryPrefix, Optional<PollReport>> reports;
  private final Map<String, PollWait> waits;

  MirrorList(Tables tables) {
    this.tables = tables;
    this.reports = tables.reports.all();
    this.waits = tables.reports.waits(tables.clock.instant());
  }

  MirrorsView all() {
    TargetCounts counts = new TargetCounts(tables.sql);
    Map<String, MirrorTargets.Count> all = counts.all();
    List<Mirror> mirrors = new ArrayList<>();
    for (TagMirrorRows.Row row : tables.tagMirrors.all()) {
      mirrors.add(mirror(row, all.getOrDefault(name(row), MirrorTargets.Count.NONE), counts));
    }
    Set<String> taken = mirrors.stream().map(Mirror::name).collect(Collectors.toSet());
    for (MirrorRule rule : JdbcPolls.polled(tables.rules.all())) {
      if (!taken.contains(rule.target().toString())) {
        mirrors.add(mirror(rule));
      }
    }
    mirrors.sort(Comparator.comparing(Mirror::name));
    return new MirrorsView(mirrors);
  }

  private static String name(TagMirrorRows.Row row) {
    return row.mirror().name();
  }

  private Mirror mirror(TagMirrorRows.Row row, MirrorTargets.Count count, TargetCounts counts) {
    List<String> failing =
        count.failing() == 0
            ? List.of()
            : counts.failing(name(row), MOST_CAUSES).stream()
                .map(MirrorTargets.Failing::text)
                .toList();
    return mirror(
        name(row),
        row.mirror().source(),
        row.mirror().target(),
        new MirrorsView.Counts(
            count.matched(),
            count.current(),
            count.waiting(),
            count.failing(),
            count.left(),
            count.gone(),
            count.moved()),
        row.mirror().poll(),
        row,
        failing);
  }

  private Mirror mirror(MirrorRule rule) {
    return mirror(
        rule.target().toString(),
        rule.source(),
        rule.target(),
        null,
        Objects.requireNonNull(rule.poll()),
        null,
        List.of());
  }

  private Mirror mirror(
      String name,
      RepositoryPrefix source,
      RepositoryPrefix target,
      MirrorsView.@Nullable Counts counts,
      PollInterval every,
      TagMirrorRows.@Nullable Row row,
      List<String> failing) {
    boolean done = row != null && row.isDone();
    boolean resting = row != null && row.resting();
    PollReport last = reports.apply(name, source).orElse(null);
    PollWait wait = waits.get(name);
    return new Mirror(
        name,
        source.toString(),
        target.toString(),
        counts,
        every.every().toSeconds(),
        last == null ? null : last.startedAt(),
        last == null ? null : last.endedAt(),
        last == null ? "" : last.failure(),
        last == null ? "" : last.count().text(),
        last == null ? 0 : last.count().troubles() + (last.failure().isEmpty() ? 0 : 1),
        done || resting ? null : next(last, wait, every),
        wait == null ? "" : wait.cause(),
        done,
        resting,
        row == null ? null : row.since(),
        Stream.concat(failing.stream(), last == null ? Stream.of() : last.count().causes().stream())
            .distinct()
            .limit(MOST_CAUSES)
            .toList());
  }

  /** A schedule may be paused, and begins a little later by chance. */
  private static @Nullable Instant next(
      @Nullable PollReport last, @Nullable PollWait wait, PollInterval every) {
    if (wait != null) {
      return wait.until();
    }
    return last == null ? null : last.startedAt().plus(every.every());
  }
}

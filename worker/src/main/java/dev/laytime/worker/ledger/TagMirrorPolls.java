package dev.laytime.worker.ledger;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.mirror.Due;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.Times;
import dev.laytime.worker.ledger.MirrorPolls.Owed;
import dev.laytime.worker.ledger.MirrorPolls.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The polls of mirrors that select tags; within a transaction. */
final class TagMirrorPolls {

  private final Tables tables;

  TagMirrorPolls(Tables tables) {
    this.tables = tables;
  }

  /** The one stage that a target lies in. */
  @Nullable String stage(RepositoryPrefix target) {
    return target.append("").flatMap(tables.stages::of).map(StageRow::name).orElse(null);
  }

  MirrorOrders orders(String name) {
    return tables
        .tagMirrors
        .find(name)
        .filter(TagMirrorRows.Row::isPolled)
        .map(TagMirrorRows.Row::mirror)
        .map(mirror ->
            new MirrorOrders(
                mirror.source(),
                mirror.target(),
                true,
                stage(mirror.target()),
                last(mirror).map(PollReport::stop).orElse(null)))
        .orElse(MirrorOrders.NONE);
  }

  private Optional<PollReport> last(TagMirror mirror) {
    return tables.reports.last(mirror.name(), mirror.source());
  }

  List<Plan> plans() {
    BiFunction<String, RepositoryPrefix, Optional<PollReport>> reports = tables.reports.all();
    return tables.tagMirrors.all().stream()
        .filter(TagMirrorRows.Row::isPolled)
        .map(row -> {
          TagMirror mirror = row.mirror();
          boolean known =
              reports
                  .apply(mirror.name(), mirror.source())
                  .filter(report -> !report.startedAt().isBefore(row.changedAt()))
                  .isPresent();
          return new Plan(
              mirror.name(),
              mirror.source(),
              mirror.target(),
              mirror.poll(),
              !known,
              ScheduleRows.edition(
                  mirror.source(), mirror.target(), mirror.poll(), row.changedAt().toString()));
        })
        .toList();
  }

  List<Owed> owed(String name, Ground ground, @Nullable Reference after, int limit) {
    Reference from = after;
    while (true) {
      List<MirrorTarget> all = tables.targets.offered(name, from, limit);
      List<Owed> may =
          all.stream()
              .filter(target ->
                  Stages.of(ground.stages(), target.image().repository())
                      .filter(stage -> !stage.settings().dryRun())
                      .isPresent())
              .map(target ->
                  new Owed(
                      name,
                      target.image(),
                      target.owedFrom(),
                      Objects.requireNonNull(target.owed()).digest()))
              .toList();
      if (!may.isEmpty() || all.isEmpty()) {
        return may;
      }
      from = all.getLast().image();
    }
  }

  /** From now on it is its life's: whether it came is looked up by the next poll. */
  void offered(Owed owed) {
    Instant now = tables.clock.instant();
    MirrorTarget target = tables.targets.find(owed.mirror(), owed.image()).orElse(null);
    if (target == null || !isOwed(target, owed.digest())) {
      return;
    }
    String filters =
        tables
            .tagMirrors
            .find(owed.mirror())
            .map(row -> row.mirror().copying().filters())
            .orElse("");
    MirrorTarget.Brought brought =
        new MirrorTarget.Brought(owed.source(), owed.digest(), owed.digest(), filters, now, now);
    tables.targets.write(owed.mirror(), List.of(target.brought(brought).believed(null, now)));
  }

  private static boolean isOwed(MirrorTarget target, Digest digest) {
    return target.owed() != null && target.owed().digest().equals(digest);
  }

  /** What is to be brought once is done with once all of it was; whether it is. */
  boolean polled(PollReport report) {
    new ListingRows(tables.sql).forget(report.mirror(), report.startedAt());
    TagMirrorRows.Row row = tables.tagMirrors.find(report.mirror()).orElse(null);
    if (row == null
        || row.mirror().copying().times() != Times.ONCE
        || !report.failure().isEmpty()
        || report.startedAt().isBefore(row.changedAt())) {
      return false;
    }
    List<MirrorTarget> selected = tables.targets.selected(report.mirror());
    if (selected.isEmpty()
        || !selected.stream().allMatch(target -> Due.isDone(row.mirror(), target))) {
      return false;
    }
    tables.tagMirrors.done(report.mirror(), row.mirror().copying().filters());
    return true;
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollStop;
import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads it out of the rows of rules, and of what polls wrote. */
final class JdbcMirrorPolls implements MirrorPolls {

  private final Tables tables;
  private final PolledTags tags;

  JdbcMirrorPolls(Tables tables) {
    this.tables = tables;
    this.tags = new PolledTags(tables.sql);
  }

  @Override
  public MirrorOrders orders(RepositoryPrefix target) {
    return tables.sql.read(
        "read how %s is polled".formatted(target),
        () -> {
          Optional<MirrorRule> rule = JdbcPolls.polled(tables.rules.all(), target);
          String stage =
              target.append("").flatMap(tables.stages::of).map(StageRow::name).orElse(null);
          return new MirrorOrders(
              rule.map(MirrorRule::source).orElse(null),
              stage,
              rule.flatMap(this::stop).orElse(null));
        });
  }

  @Override
  public List<Owed> owed(RepositoryPrefix target, @Nullable Reference after, int limit) {
    return tables.sql.read(
        "list what polls of %s owe".formatted(target),
        () -> {
          Ground ground = tables.ground();
          return JdbcPolls.polled(ground.rules(), target)
              .map(rule -> owed(ground, rule, after, limit))
              .orElse(List.of());
        });
  }

  private List<Owed> owed(Ground ground, MirrorRule rule, @Nullable Reference after, int limit) {
    Reference from = after;
    while (true) {
      List<Owed> all = tags.owed(rule, from, limit);
      List<Owed> may =
          all.stream()
              .filter(owed ->
                  JdbcPolls.stage(ground, rule, owed.image())
                      .filter(stage -> !stage.settings().dryRun())
                      .isPresent())
              .toList();
      if (!may.isEmpty() || all.isEmpty()) {
        return may;
      }
      from = all.getLast().image();
    }
  }

  @Override
  public void offered(Owed owed) {
    tables.sql.change(
        "write down what %s was offered".formatted(owed.image()),
        () -> tags.paid(owed.rule(), owed.image(), owed.digest()));
  }

  @Override
  public void polled(PollReport report) {
    RepositoryPrefix source = report.source();
    if (source == null) {
      return;
    }
    tables.sql.change(
        "write down how %s was polled".formatted(report.target()),
        () -> {
          String target = report.target().toString();
          tables
              .sql
              .sql("DELETE FROM polls WHERE target = ? AND source = ?")
              .params(target, source.toString())
              .update();
          tables
              .sql
              .sql(
                  """
                  INSERT INTO polls (target, source, started_at, ended_at, report)
                  VALUES (?, ?, ?, ?, ?)\
                  """)
              .params(
                  target,
                  source.toString(),
                  Cells.at(report.startedAt()),
                  Cells.at(report.endedAt()),
                  tables.json.write(report))
              .update();
        });
  }

  @Override
  public Map<RepositoryPrefix, PollReport> last() {
    return tables.sql.read(
        "read how mirrors were polled",
        () -> {
          Map<RepositoryPrefix, PollReport> last = new LinkedHashMap<>();
          JdbcPolls.polled(tables.rules.all())
              .forEach(rule -> last(rule).ifPresent(report -> last.put(rule.target(), report)));
          return last;
        });
  }

  /** Where the last poll was broken off: within a page, if it came so far. */
  private Optional<PollStop> stop(MirrorRule rule) {
    return last(rule)
        .flatMap(report ->
            Optional.ofNullable(report.stop())
                .map(stop -> {
                  String last = tags.last(rule, stop.discovering(), report.startedAt());
                  return last == null ? stop : new PollStop(stop.discovering(), last);
                }));
  }

  private Optional<PollReport> last(MirrorRule rule) {
    return tables
        .sql
        .sql("SELECT report FROM polls WHERE target = ? AND source = ?")
        .params(rule.target().toString(), rule.source().toString())
        .query((row, _) -> tables.json.read(Cells.text(row, "report"), PollReport.class))
        .optional();
  }

  @Override
  public List<MirrorRule> wanted() {
    return tables.sql.read("list what is polled", () -> JdbcPolls.polled(tables.rules.all()));
  }

  @Override
  public List<RepositoryPrefix> unwanted() {
    return tables.sql.read(
        "list what is polled no more",
        () -> {
          Set<RepositoryPrefix> wanted =
              JdbcPolls.polled(tables.rules.all()).stream()
                  .map(MirrorRule::target)
                  .collect(Collectors.toSet());
          return tables
              .sql
              .sql("SELECT target FROM poll_schedules ORDER BY target")
              .query((row, _) -> RepositoryPrefix.parse(Cells.text(row, "target")))
              .list()
              .stream()
              .filter(target -> !wanted.contains(target))
              .toList();
        });
  }

  @Override
  public void scheduling(RepositoryPrefix target) {
    tables.sql.change(
        "write down that %s is scheduled".formatted(target),
        () -> {
          unwrite(target);
          tables
              .sql
              .sql("INSERT INTO poll_schedules (target) VALUES (?)")
              .param(target.toString())
              .update();
        });
  }

  @Override
  public void unscheduled(RepositoryPrefix target) {
    tables.sql.change(
        "write down that %s is not scheduled".formatted(target), () -> unwrite(target));
  }

  private void unwrite(RepositoryPrefix target) {
    tables.sql.sql("DELETE FROM poll_schedules WHERE target = ?").param(target.toString()).update();
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollStop;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads it out of the rows of rules and mirrors, and of what polls wrote. */
final class JdbcMirrorPolls implements MirrorPolls {

  private final Tables tables;
  private final PolledTags tags;
  private final TagMirrorPolls tagMirrors;
  private final ScheduleRows schedules;

  JdbcMirrorPolls(Tables tables) {
    this.tables = tables;
    this.tags = new PolledTags(tables.sql);
    this.tagMirrors = new TagMirrorPolls(tables);
    this.schedules = new ScheduleRows(tables.sql);
  }

  @Override
  public MirrorOrders orders(String mirror) {
    return tables.sql.read(
        "read how %s is polled".formatted(mirror),
        () ->
            tables.tagMirrors.find(mirror).isPresent()
                ? tagMirrors.orders(mirror)
                : JdbcPolls.polled(tables.rules.all(), mirror)
                    .map(this::orders)
                    .orElse(MirrorOrders.NONE));
  }

  private MirrorOrders orders(MirrorRule rule) {
    return new MirrorOrders(
        rule.source(),
        rule.target(),
        false,
        tagMirrors.stage(rule.target()),
        stop(rule).orElse(null));
  }

  @Override
  public List<Owed> owed(String mirror, @Nullable Reference after, int limit) {
    return tables.sql.read(
        "list what polls of %s owe".formatted(mirror),
        () -> {
          Ground ground = tables.ground();
          return tables.tagMirrors.find(mirror).isPresent()
              ? tagMirrors.owed(mirror, ground, after, limit)
              : JdbcPolls.polled(ground.rules(), mirror)
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
        () -> {
          if (tables.tagMirrors.find(owed.mirror()).isPresent()) {
            tagMirrors.offered(owed);
          } else {
            JdbcPolls.polled(tables.rules.all(), owed.mirror())
                .ifPresent(rule -> tags.paid(rule, owed.image(), owed.digest()));
          }
        });
  }

  @Override
  public void waiting(PollWait wait) {
    tables.sql.change(
        "write down whether the poll of %s waits".formatted(wait.mirror()),
        () -> tables.reports.waiting(wait));
  }

  @Override
  public boolean polled(PollReport report) {
    RepositoryPrefix source = report.source();
    if (source == null) {
      return false;
    }
    return tables.sql.write(
        "write down how %s was polled".formatted(report.mirror()),
        () -> {
          tables.reports.write(report, source);
          return tagMirrors.polled(report);
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
                  boolean discovering = stop.phase() == PollPhase.DISCOVER;
                  String last = tags.last(rule, discovering, report.startedAt());
                  return last == null ? stop : new PollStop(stop.phase(), last);
                }));
  }

  private Optional<PollReport> last(MirrorRule rule) {
    return tables.reports.last(rule.target().toString(), rule.source());
  }

  @Override
  public List<Plan> wanted() {
    return tables.sql.read("list what is polled", this::plans);
  }

  /** Each name once: a mirror that selects tags looks after its rule's images, too. */
  private List<Plan> plans() {
    List<Plan> plans = new ArrayList<>(tagMirrors.plans());
    Set<String> taken = plans.stream().map(Plan::mirror).collect(Collectors.toSet());
    for (MirrorRule rule : JdbcPolls.polled(tables.rules.all())) {
      String name = rule.target().toString();
      PollInterval every = Objects.requireNonNull(rule.poll());
      if (taken.add(name)) {
        plans.add(
            new Plan(
                name,
                rule.source(),
                rule.target(),
                every,
                false,
                ScheduleRows.edition(rule.source(), rule.target(), every, "")));
      }
    }
    return plans;
  }

  @Override
  public List<Plan> changed() {
    return tables.sql.read(
        "list whose schedules are to be made anew",
        () -> {
          Map<String, String> made = schedules.all();
          return plans().stream()
              .filter(plan -> !plan.edition().equals(made.get(plan.mirror())))
              .toList();
        });
  }

  @Override
  public List<String> unwanted() {
    return tables.sql.read(
        "list what is polled no more",
        () -> {
          Set<String> wanted = plans().stream().map(Plan::mirror).collect(Collectors.toSet());
          return schedules.all().keySet().stream()
              .filter(name -> !wanted.contains(name))
              .sorted()
              .toList();
        });
  }

  @Override
  public void scheduling(String mirror) {
    tables.sql.change(
        "write down that %s may be scheduled".formatted(mirror), () -> schedules.write(mirror, ""));
  }

  @Override
  public void scheduled(Plan plan) {
    tables.sql.change(
        "write down that %s is scheduled".formatted(plan.mirror()),
        () -> schedules.write(plan.mirror(), plan.edition()));
  }

  @Override
  public void unscheduled(String mirror) {
    tables.sql.change(
        "write down that %s is not scheduled".formatted(mirror), () -> schedules.delete(mirror));
  }
}

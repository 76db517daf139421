package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.view.StagesView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people decide, each in one transaction with what follows from it. */
final class JdbcWishes implements Wishes {

  private static final String LOOK_AGAIN = "look again and say what you see now";

  private final Tables tables;
  private final Differences differences;
  private final ForbiddingWishes forbidding;

  JdbcWishes(Tables tables, Differences differences) {
    this.tables = tables;
    this.differences = differences;
    this.forbidding = new ForbiddingWishes(tables);
  }

  @Override
  public Granted approveBreaker(String breaker, long expected, String by, Instant now) {
    return tables.sql.write(
        "approve the breaker " + breaker,
        () -> {
          Optional<Breaker> found = tables.breakers.find(breaker);
          if (found.isEmpty()) {
            return approveMissed(breaker, expected, by, now);
          }
          tables.stages.lock(found.get().stage());
          return approve(tables.breakers.find(breaker).orElseThrow(), expected, by, now);
        });
  }

  private Granted approveMissed(String id, long expected, String by, Instant now) {
    tables.sweepBreakers.find(id).ifPresent(one -> tables.stages.lock(one.stage()));
    SweepBreaker found =
        tables
            .sweepBreakers
            .find(id)
            .orElseThrow(() -> missing("no breaker " + id, "`laytime plan` shows those that wait"));
    boolean again = found.approved(now) && Long.valueOf(expected).equals(found.approvedCount());
    if (!found.open() && !again) {
      throw refused(
          "%s was approved by %s until %s".formatted(id, found.approvedBy(), found.expiresAt()),
          "what is missed still has another breaker: `laytime plan` shows it");
    }
    if (!again) {
      if (found.missed() != expected) {
        throw refused(
            "%d images are missed by now under %s, not %d".formatted(found.missed(), id, expected),
            LOOK_AGAIN);
      }
      tables.sweepBreakers.approve(id, by, expected, now);
    }
    return granted(
        "the next sweep of stage %s tells the lives of %d images that they are missed, until %s"
            .formatted(found.stage(), expected, now.plus(Breakers.APPROVED_FOR)),
        List.of(),
        List.of());
  }

  private Granted approve(Breaker breaker, long expected, String by, Instant now) {
    boolean again = breaker.approved(now) && Long.valueOf(expected).equals(breaker.approvedCount());
    if (!breaker.open() && !again) {
      throw refused(
          "%s was approved by %s until %s"
              .formatted(breaker.id(), breaker.approvedBy(), breaker.expiresAt()),
          "what still waits has another breaker: `laytime plan` shows it");
    }
    List<Intention> waiting = tables.intentions.waiting(breaker.id());
    if (!again) {
      if (waiting.size() != expected) {
        throw refused(
            "%d removals wait under %s by now, not %d"
                .formatted(waiting.size(), breaker.id(), expected),
            LOOK_AGAIN);
      }
      tables.breakers.approve(breaker.id(), by, expected, now);
    }
    return granted(
        "%d removals in %s may go until %s"
            .formatted(expected, breaker.repository(), now.plus(Breakers.APPROVED_FOR)),
        waiting.stream().map(Intention::image).toList(),
        List.of());
  }

  @Override
  public Granted approveScan(String source, long expected, String by, Instant now) {
    return tables.sql.write(
        "approve the held scan of source " + source,
        () -> {
          tables.sources.lock(source);
          SourceRow found = tables.sources.named(source).orElseThrow(() -> missingSource(source));
          SourceRow.Scan last = found.last();
          if (last == null || last.number() != expected) {
            throw refused(
                "the last scan of %s is %s by now, not #%d"
                    .formatted(source, last == null ? "none" : "#" + last.number(), expected),
                LOOK_AGAIN);
          }
          if (last.held().isEmpty()) {
            throw refused(
                "scan #%d of %s is not held".formatted(expected, source),
                "there is nothing to approve");
          }
          tables.sources.approve(source, last, by, now);
          tables.references.forgetBefore(source, last.number());
          return granted(
              "scan #%d of %s counts now: it names %d images"
                  .formatted(last.number(), source, last.references()),
              tables.lives.leaving(),
              takenBack(source));
        });
  }

  private List<Telling.Said> takenBack(String source) {
    return differences.of(source).stream().filter(said -> said.word().count() == 0).toList();
  }

  @Override
  public Granted removeSource(String source, String by, Instant now) {
    return tables.sql.write(
        "remove the source " + source,
        () -> {
          tables.sources.lock(source);
          Optional<SourceRow> found = tables.sources.named(source);
          if (found.isEmpty()) {
            return again(source);
          }
          if (found.get().configured()) {
            throw refused(
                "configuration has source " + source,
                "take it out of laytime.yaml, restart the worker, and ask again");
          }
          tables.sources.remove(source, by, now);
          tables.workloads.forget(source);
          return granted(
              "source %s is removed: it blocks and names nothing any more".formatted(source),
              tables.lives.leaving(),
              differences.withdrawn(source));
        });
  }

  /** Where not every life could be told the first time. */
  private Granted again(String source) {
    List<Telling.Said> unsay = differences.withdrawn(source);
    if (unsay.isEmpty()) {
      throw missingSource(source);
    }
    return granted(
        "source %s was removed; %d images were not told yet".formatted(source, unsay.size()),
        List.of(),
        unsay);
  }

  @Override
  public Granted adoptStage(String stage, String by, Instant now) {
    return tables.sql.write(
        "adopt the stage " + stage,
        () -> {
          StageRow found = locked(stage);
          List<String> strangers = found.strangers();
          tables.stages.adopt(found, by, now);
          return granted(
              strangers.isEmpty()
                  ? "stage %s has no owner record but ours".formatted(stage)
                  : "stage %s is this installation's in spite of %s"
                      .formatted(stage, StagesView.told(strangers)),
              tables.lives.leaving(stage),
              List.of());
        });
  }

  @Override
  public Granted pauseStage(
      String stage, String by, String why, @Nullable Instant until, Instant now) {
    return tables.sql.write(
        "pause the stage " + stage,
        () -> {
          StagePause before = locked(stage).paused(now);
          if (until != null && !until.isAfter(now)) {
            throw refused(
                "%s is not in the future".formatted(until), "give a later end, or none at all");
          }
          if (before != null && says(before, why, until)) {
            return granted(before.toString(), List.of(), List.of());
          }
          StagePause pause =
              new StagePause(stage, by, why, now.truncatedTo(ChronoUnit.SECONDS), until);
          tables.stages.pause(stage, pause);
          return granted(
              pause + "; nothing leaves it until " + end(pause),
              tables.lives.leaving(stage),
              List.of());
        });
  }

  private static boolean says(StagePause pause, String why, @Nullable Instant until) {
    return pause.why().equals(why)
        && Objects.equals(Cells.atOrNull(pause.until()), Cells.atOrNull(until));
  }

  private static String end(StagePause pause) {
    return pause.until() == null
        ? "`laytime resume %s`".formatted(pause.stage())
        : "then, or `laytime resume %s`".formatted(pause.stage());
  }

  @Override
  public Granted resumeStage(String stage, String by, Instant now) {
    return tables.sql.write(
        "resume the stage " + stage,
        () -> {
          StagePause pause = locked(stage).paused(now);
          tables.stages.pause(stage, null);
          return pause == null
              ? granted("stage %s is not paused".formatted(stage), List.of(), List.of())
              : granted(
                  "stage %s goes on: %s resumed what %s had paused since %s"
                      .formatted(stage, by, pause.by(), pause.since()),
                  tables.lives.leaving(stage),
                  List.of());
        });
  }

  @Override
  public Granted forbid(Reference image, String by, String why, Instant now) {
    return tables.sql.write("forbid " + image, () -> forbidding.forbid(image, by, why, now));
  }

  @Override
  public Granted allow(Reference image, String by, Instant now) {
    return tables.sql.write("allow " + image, () -> forbidding.allow(image, by, now));
  }

  /** The stage; until the transaction ends nobody else decides about it. */
  private StageRow locked(String stage) {
    tables.stages.lock(stage);
    return tables
        .stages
        .named(stage)
        .orElseThrow(() -> missing("no stage " + stage, "`laytime stage` lists the stages"));
  }

  private Granted granted(String text, List<Reference> look, List<Telling.Said> unsay) {
    tables.looks.owe(look, text);
    return new Granted(text, look, unsay);
  }

  private static RefusedException missingSource(String source) {
    return missing("no source " + source, "`laytime sources` lists the registered sources");
  }

  private static RefusedException missing(String what, String hint) {
    return new RefusedException("There is " + what, true, hint);
  }

  private static RefusedException refused(String why, String hint) {
    return new RefusedException("Refused: " + why, false, hint);
  }
}

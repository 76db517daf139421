package dev.laytime.worker.ledger;

import dev.laytime.activity.PollWait;
import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.TagMirror;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What people are told of an image that mirrors keep as a copy; within a transaction. */
final class TargetWords {

  private final Tables tables;

  TargetWords(Tables tables) {
    this.tables = tables;
  }

  /** Which mirror brings it, and how its source stands; nothing by digest. */
  Stream<String> of(Reference image) {
    return image instanceof Reference.Tagged
        ? tables.targets.of(image).stream()
            .flatMap(named ->
                tables
                    .tagMirrors
                    .find(named.mirror())
                    .map(row -> text(row, named.target()))
                    .stream())
        : Stream.empty();
  }

  private String text(TagMirrorRows.Row row, MirrorTarget target) {
    TagMirror mirror = row.mirror();
    List<String> words = new ArrayList<>();
    MirrorTarget.Sighting seen = target.seen();
    words.add(
        seen == null
            ? "not found there yet"
            : "there it is %s since %s".formatted(seen.digest(), seen.since()));
    if (target.goneSince() != null) {
      words.add("gone from there since %s: what was brought stays".formatted(target.goneSince()));
    } else if (target.isMoved()) {
      words.add("it moved there since it was brought");
    }
    if (!target.selected()) {
      words.add("the mirror selects it no more");
    }
    if (!target.kept().isEmpty()) {
      words.add(target.kept());
    }
    MirrorTarget.Trouble trouble = target.trouble();
    if (trouble != null) {
      words.add(
          "it failed: %s (%s)"
              .formatted(
                  trouble.cause(), MirrorTargets.Failing.times(trouble.count(), trouble.next())));
    }
    words.add(
        row.resting()
            ? "its object is suspended or refused, so its source is not looked at"
            : next(mirror));
    return "mirror %s brings it from %s: %s"
        .formatted(mirror.name(), target.source(), String.join("; ", words));
  }

  private String next(TagMirror mirror) {
    PollWait wait = tables.reports.waits(mirror.name(), tables.clock.instant()).orElse(null);
    if (wait != null) {
      return "next slot at %s: %s".formatted(wait.until(), wait.cause());
    }
    return tables
        .reports
        .last(mirror.name(), mirror.source())
        .map(last -> "next poll at " + last.startedAt().plus(mirror.poll().every()))
        .orElse("not polled yet");
  }
}

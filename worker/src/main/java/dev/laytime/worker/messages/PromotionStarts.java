package dev.laytime.worker.messages;

import dev.laytime.worker.ledger.PromotionHolds;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.messages.Announcements.Announcement;
import java.util.ArrayList;
import java.util.List;

/**
 * What promotions are told when paths may be others than before: what is promoted by itself begins
 * or ends, and what waits reads its gates again. Those that Temporal has lost go on.
 */
public final class PromotionStarts {

  private final PromotionLedger ledger;
  private final Loops loops;
  private final PromotionRuns runs;

  public PromotionStarts(PromotionLedger ledger, Loops loops, PromotionRuns runs) {
    this.ledger = ledger;
    this.loops = loops;
    this.runs = runs;
  }

  /** All of it, whatever was done before. */
  public Announcement announcement(Announcements announcements) {
    return new Announcement("read the paths of promotions", () -> announce(announcements));
  }

  /** What waited may go on. */
  void wake(PromotionHolds.Halted waiting, String why, Announcements announcements) {
    List<Announcement> all = new ArrayList<>();
    waiting
        .promotions()
        .forEach(id ->
            all.add(
                new Announcement(
                    "have %s read its gates".formatted(id), () -> runs.readGates(id, why))));
    waiting
        .paths()
        .forEach(path ->
            all.add(
                new Announcement(
                    "have path %s look what it promotes by itself".formatted(path),
                    () -> loops.promote(path))));
    announcements.send(all);
  }

  private void announce(Announcements announcements) {
    List<Announcement> all = new ArrayList<>();
    ledger
        .automatic()
        .forEach(path ->
            all.add(
                new Announcement(
                    "start what path %s promotes by itself".formatted(path.name()),
                    () -> loops.promote(path.name()))));
    ledger
        .running()
        .forEach(id ->
            all.add(
                new Announcement(
                    "have %s read its gates".formatted(id),
                    () -> runs.readGates(id, "the configuration may be another"))));
    announcements.send(all);
  }
}

package dev.laytime.worker.ledger;

/** The rows of promotions, each kind by its keeper. */
final class PromotionTables {

  final PathRows paths;
  final PromotionRows orders;
  final PromotionImages images;
  final PromotionMeetings meetings;
  final PromotionMemory memory;
  final StatementRows statements;
  final ProvenRows proven;
  final PromotionHoldRows holds;
  final FollowingRows following;
  final AutomaticRows automatic;
  final PresentSince presentSince;

  PromotionTables(Sql sql, Json json) {
    paths = new PathRows(sql, json);
    orders = new PromotionRows(sql, json);
    images = new PromotionImages(sql);
    meetings = new PromotionMeetings(sql);
    memory = new PromotionMemory(images, paths);
    statements = new StatementRows(sql);
    proven = new ProvenRows(sql);
    holds = new PromotionHoldRows(sql);
    following = new FollowingRows(sql);
    automatic = new AutomaticRows(sql);
    presentSince = new PresentSince(sql);
  }

  PromotionKeepers keepers() {
    return new PromotionKeepers(images, memory, following);
  }
}

package dev.laytime.promotion;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a promotion stands.
 *
 * @param id its workflow id
 * @param gates how each stood when it was last read
 * @param statements what was said of it, the last 50
 * @param destinations the path's target first
 * @param commits what was written into Git: {@code NAME COMMIT}, or {@code NAME left: REASON}
 * @param cause why it is where it is, for people; empty for nothing to say
 * @param nextAttempt when it tries again; null where it does not wait for a time
 * @param refusals the last ten messages that did not count, each with the reason
 * @param gatesHash of its path, and all that its gates are, as last read: what approvals are for;
 *     null where nobody has read it yet
 * @param git where its move is written in Git, by name of the configuration, whatever its path says
 *     by now; null where it has not begun to move
 */
public record PromotionStatus(
    String id,
    PromotionOrder order,
    PromotionState state,
    List<Gate.Report> gates,
    List<Statement> statements,
    List<Destination> destinations,
    List<String> commits,
    String cause,
    Instant orderedAt,
    @Nullable Instant movedAt,
    @Nullable Instant nextAttempt,
    List<String> refusals,
    @Nullable String gatesHash,
    @Nullable List<String> git) {

  public PromotionStatus {
    gates = List.copyOf(gates);
    statements = List.copyOf(statements);
    destinations = List.copyOf(destinations);
    commits = List.copyOf(commits);
    refusals = List.copyOf(refusals);
    git = git == null ? null : List.copyOf(git);
  }

  /** One that has not begun to move. */
  public PromotionStatus(
      String id,
      PromotionOrder order,
      PromotionState state,
      List<Gate.Report> gates,
      List<Statement> statements,
      List<Destination> destinations,
      List<String> commits,
      String cause,
      Instant orderedAt,
      @Nullable Instant movedAt,
      @Nullable Instant nextAttempt,
      List<String> refusals,
      @Nullable String gatesHash) {
    this(
        id,
        order,
        state,
        gates,
        statements,
        destinations,
        commits,
        cause,
        orderedAt,
        movedAt,
        nextAttempt,
        refusals,
        gatesHash,
        null);
  }

  /** One whose gates nobody has read yet. */
  public PromotionStatus(
      String id,
      PromotionOrder order,
      PromotionState state,
      List<Gate.Report> gates,
      List<Statement> statements,
      List<Destination> destinations,
      List<String> commits,
      String cause,
      Instant orderedAt,
      @Nullable Instant movedAt,
      @Nullable Instant nextAttempt,
      List<String> refusals) {
    this(
        id,
        order,
        state,
        gates,
        statements,
        destinations,
        commits,
        cause,
        orderedAt,
        movedAt,
        nextAttempt,
        refusals,
        null);
  }

  /** As everybody may see it: without what its order's proof came with. */
  public PromotionStatus shown() {
    return new PromotionStatus(
        id,
        order.with(null),
        state,
        gates,
        statements,
        destinations,
        commits,
        cause,
        orderedAt,
        movedAt,
        nextAttempt,
        refusals,
        gatesHash,
        git);
  }

  /** Of an order for which nothing was done. */
  public static PromotionStatus untouched(
      String id, PromotionOrder order, PromotionState state, String cause, Instant orderedAt) {
    return new PromotionStatus(
        id, order, state, List.of(), List.of(), List.of(), List.of(), cause, orderedAt, null, null,
        List.of());
  }
}

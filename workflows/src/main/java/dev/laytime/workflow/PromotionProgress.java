package dev.laytime.workflow;

import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Approvals;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.GateReading;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.promotion.Succession;
import dev.laytime.workflow.Promotion.Carried;
import dev.laytime.workflow.Promotion.CheckMessage;
import dev.laytime.workflow.Promotion.Start;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one promotion knows. Messages and the main loop change it; it asks nobody. */
final class PromotionProgress {

  private final String id = Workflow.getInfo().getWorkflowId();
  private final SaidStatements statements = new SaidStatements();
  private final PromotionArrivals arrivals = new PromotionArrivals();
  private final RefusedMessages refusals = new RefusedMessages();
  private final PastOrders past = new PastOrders();
  private final List<PromotionStatus> superseded = new ArrayList<>();
  private final JoinedOrders joined = new JoinedOrders();
  private final JoinedOrders joinedFollowing = new JoinedOrders();
  private PromotionOrder order;
  private PromotionState state = PromotionState.WAITING;
  private List<Gate.Report> gates = List.of();
  private String cause = "";
  private Instant orderedAt;
  private @Nullable Instant movedAt;
  private @Nullable Instant next;
  private @Nullable PromotionPath path;
  private @Nullable String gatesHash;
  private @Nullable String proof;
  private @Nullable PromotionOrder following;
  private @Nullable String cancellation;
  private int disturbances;
  private boolean stopped;

  PromotionProgress(Start start) {
    this.order = start.order();
    this.orderedAt = WorkflowClock.now();
    if (start.carried() != null) {
      carry(start.carried());
    }
  }

  private void carry(Carried carried) {
    PromotionStatus status = carried.status();
    state = status.state();
    gates = status.gates();
    statements.addAll(status.statements());
    arrivals.carry(status);
    refusals.addAll(status.refusals());
    past.addAll(carried.past());
    joined.addAll(carried.joined());
    gatesHash = status.gatesHash();
    cause = status.cause();
    orderedAt = status.orderedAt();
    movedAt = status.movedAt();
    path = carried.path();
    proof = carried.proof();
  }

  /**
   * Goes on where a run that was lost left the same order. What moves is not cancelled any more.
   */
  void goOn(IntroduceResult known) {
    PromotionStatus left = Objects.requireNonNull(known.left(), "It was there");
    if (left.order().requestId().equals(order.requestId())) {
      carry(new Carried(left, known.path(), known.proof(), List.of(), List.of(), List.of()));
      order = left.order().nonce() == null ? order : left.order();
      cancellation = state == PromotionState.MOVING ? null : cancellation;
    }
  }

  /**
   * What a new run goes on with.
   *
   * @param checks that are to be written down yet
   */
  Start renewed(List<CheckMessage> checks) {
    PromotionPath moving = state == PromotionState.MOVING ? path : null;
    return new Start(order, new Carried(status(), moving, proof, past.all(), joined.all(), checks));
  }

  PromotionStatus status() {
    return new PromotionStatus(
        id,
        order,
        state,
        gates,
        statements.all(),
        arrivals.all(),
        arrivals.commits(),
        cause,
        orderedAt,
        movedAt,
        nextAttempt(),
        refusals.all(),
        gatesHash,
        movedAt == null || path == null ? null : path.git());
  }

  private @Nullable Instant nextAttempt() {
    Instant attempt = arrivals.nextAttempt();
    Instant earliest = next == null || (attempt != null && attempt.isBefore(next)) ? attempt : next;
    return state.over() ? null : earliest;
  }

  String id() {
    return id;
  }

  /** By what its pauses differ from others': of its input alone, so that it replays anywhere. */
  String spread() {
    return order.target().text();
  }

  PromotionOrder order() {
    return order;
  }

  PromotionState state() {
    return state;
  }

  List<Gate.Report> gates() {
    return gates;
  }

  Instant orderedAt() {
    return orderedAt;
  }

  Instant movedAt() {
    return Objects.requireNonNull(movedAt, "It moves");
  }

  /** As last read; while it moves the one by which it began to. */
  @Nullable PromotionPath path() {
    return path;
  }

  PromotionPath movingPath() {
    return Objects.requireNonNull(path, "Nothing moves without a path");
  }

  /** Of the path, and of all that its gates are, as last read. */
  String gatesHash() {
    return Objects.requireNonNull(gatesHash, "It was read with the path");
  }

  /** Whether it is proven who gave the order. */
  boolean verified() {
    return proof != null;
  }

  /** How that is proven; null where it is not. */
  @Nullable String proof() {
    return proof;
  }

  /**
   * Whether another order of the same could be proven as the gates want it, and this one is not.
   */
  private boolean wantsProof() {
    return path == null ? proof == null : !isProven(path, proof);
  }

  /** Whether a proof of an order does for all gates of a path. */
  static boolean isProven(PromotionPath path, @Nullable String proof) {
    return proof != null && Approvals.take(path, proof);
  }

  /** How often the order was exchanged or taken back: what was read for another does not count. */
  int disturbances() {
    return disturbances;
  }

  /** Takes an order while this run stands for another, or is about to end. */
  Succession take(PromotionOrder other) {
    boolean repeated = other.requestId().equals(order.requestId());
    if (following != null && !repeated) {
      return follow(following, other);
    }
    if (repeated && proves(other)) {
      order = other;
    }
    // What is about to be cancelled is over for everybody who comes after that.
    PromotionState where = cancellation == null ? state : PromotionState.CANCELLED;
    Succession succession = Succession.of(order, where, arrivals.complete(), past.all(), other);
    switch (succession.answer()) {
      case SUPERSEDING -> supersede(other, orderedBy(other));
      case ACCEPTED -> following = repeated ? following : other;
      case JOINED -> {
        if (state == PromotionState.WAITING && wantsProof()) {
          joined.join(order, other, past.all());
        }
      }
      case BUSY, REFUSED -> {}
    }
    return stopped && following != null ? refuseToFollow() : succession;
  }

  /** Whether it is this order once more, now with what may prove who gave it. */
  private boolean proves(PromotionOrder other) {
    return state == PromotionState.WAITING
        && wantsProof()
        && other.nonce() != null
        && other.with(order.nonce()).equals(order);
  }

  /** An order of the same that nobody has looked at yet; null for none. */
  @Nullable PromotionOrder joined() {
    return joined.first();
  }

  /** One of those is not proven. */
  void dismiss(PromotionOrder other) {
    joined.remove(other);
  }

  /**
   * Goes on for another order of the same, which counts for more: what was said so far is about the
   * same digest and gates, and who else joined may count for more yet.
   */
  void takeOver(PromotionOrder other, String why) {
    List<Statement> said = statements.all();
    List<Gate.Report> reports = gates;
    List<PromotionOrder> others = joined.all();
    supersede(other, why);
    statements.addAll(said);
    joined.addAll(others);
    gates = reports;
  }

  private Succession follow(PromotionOrder first, PromotionOrder other) {
    Succession succession = Succession.of(first, PromotionState.WAITING, past.all(), other);
    if (succession.answer() == Succession.Answer.SUPERSEDING) {
      superseded.add(
          PromotionStatus.untouched(
              id, first, PromotionState.SUPERSEDED, orderedBy(other), WorkflowClock.now()));
      past.add(first);
      following = other;
      joinedFollowing.clear();
    } else if (succession.answer() == Succession.Answer.JOINED) {
      joinedFollowing.join(first, other, past.all());
    }
    return succession;
  }

  /** What Temporal was told to end begins nothing anew. */
  private Succession refuseToFollow() {
    following = null;
    return new Succession(Succession.Answer.BUSY, order.digest().value());
  }

  /** Temporal was told to end it. */
  void stop(String why) {
    stopped = true;
    end(PromotionState.CANCELLED, why);
  }

  private void supersede(PromotionOrder other, String why) {
    end(PromotionState.SUPERSEDED, why);
    superseded.add(status());
    past.add(order);
    order = other;
    orderedAt = WorkflowClock.now();
    state = PromotionState.WAITING;
    gates = List.of();
    statements.clear();
    joined.clear();
    cause = "";
    path = null;
    gatesHash = null;
    proof = null;
    disturbances++;
  }

  private static String orderedBy(PromotionOrder other) {
    return "%s was ordered by %s".formatted(other.digest(), other.by());
  }

  /** The former orders that the ledger does not have as superseded; the oldest, or null. */
  @Nullable PromotionStatus unwritten() {
    return superseded.isEmpty() ? null : superseded.getFirst();
  }

  void written() {
    superseded.removeFirst();
  }

  /**
   * What a new run starts with, for an order that came when all was over; null for none.
   *
   * @param checks that came for it already
   */
  @Nullable Start successor(List<CheckMessage> checks) {
    PromotionOrder first = following;
    if (first == null) {
      return null;
    }
    past.add(order);
    PromotionStatus status =
        PromotionStatus.untouched(id, first, PromotionState.WAITING, "", WorkflowClock.now());
    return new Start(
        first, new Carried(status, null, null, past.all(), joinedFollowing.all(), checks));
  }

  /** What is to begin when all is over; null for nothing. */
  @Nullable PromotionOrder following() {
    return following;
  }

  void cancel(String why) {
    cancellation = why;
    disturbances++;
  }

  @Nullable String cancellation() {
    return cancellation;
  }

  void end(PromotionState last, String why) {
    state = last;
    cause = why;
    next = null;
  }

  /** What was read of the configuration and the ledger. */
  void read(PromotionOrders facts) {
    path = facts.path();
    gatesHash = facts.gates();
    proof = facts.proof();
  }

  void show(List<Gate.Report> reports) {
    gates = GateReading.since(gates, reports, WorkflowClock.now());
  }

  void say(String why) {
    cause = why;
  }

  /** When it tries, or looks, again; null for no time. */
  void next(@Nullable Instant at) {
    next = at;
  }

  List<Statement> statements() {
    return statements.all();
  }

  /** What was said under an id; null for nothing that is still known here. */
  @Nullable Statement said(String requestId) {
    return statements.under(requestId);
  }

  void add(Statement statement) {
    statements.add(statement);
  }

  /** Keeps a message that does not count, for people. */
  void refuse(String kind, String why) {
    refusals.add(kind, why);
  }

  /** From here on it is neither superseded nor cancelled. */
  void move(List<StageTarget> targets, Map<Reference, Digest> named) {
    state = PromotionState.MOVING;
    movedAt = WorkflowClock.now();
    cause = "";
    next = null;
    arrivals.begin(targets, named);
  }

  /** Where it is, and where it is not yet. */
  PromotionArrivals arrivals() {
    return arrivals;
  }
}

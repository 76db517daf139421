package dev.laytime.workflow;

import dev.laytime.activity.Problem;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife.Start;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** One life's loop: gather facts, decide, do it, remember, wait. It alone calls activities. */
final class LifeLoop {

  private static final Logger log = Workflow.getLogger(LifeLoop.class);

  private final Reference image;
  private final LifeInbox inbox;
  private final Wishes wishes;
  private final LifePromotions promotions;
  private final LifeLedger ledger;
  private final LifeSteps steps;
  private final LifeDisplay display;
  private final Renewal renewal;
  private Life life;
  private Decision decision = new Decision.Recall();
  private List<String> proof = List.of();
  private boolean policyIsFresh;

  LifeLoop(Start start, LifeInbox inbox, Wishes wishes, LifePromotions promotions) {
    Life carried = start.carried();
    if (carried != null && carried.schema() > Life.SCHEMA) {
      throw new IllegalStateException(
          "This life was written by a later release (schema %d): run that release's worker"
              .formatted(carried.schema()));
    }
    String id = Workflow.getInfo().getWorkflowId();
    this.image = start.image();
    this.inbox = inbox;
    this.wishes = wishes;
    this.promotions = promotions;
    this.ledger = new LifeLedger(image, id);
    this.steps = new LifeSteps(image, id);
    this.display = new LifeDisplay(image);
    this.renewal = new Renewal(image);
    this.life = carried == null ? Life.begin(image, WorkflowClock.now()) : carried;
    this.proof = proofOf(life, start.proof());
  }

  Why why() {
    return Why.of(life, ledger.policy(), decision, inbox.refusals());
  }

  void run() {
    boolean alive = true;
    while (alive) {
      gather();
      grant();
      decide();
      alive = carryOut();
    }
  }

  /** Applies all that came; whether any of it is a reason to decide again. */
  private boolean gather() {
    boolean news = false;
    for (Fact fact : inbox.drain()) {
      Life before = life;
      apply(fact);
      boolean asked = fact instanceof Fact.Looked;
      // It may be the policy that is another, also while a step ran that was decided on the old.
      policyIsFresh &= !asked;
      news |= asked || !life.equals(before);
    }
    return news;
  }

  private void apply(Fact fact) {
    life = Lifecycle.on(life, fact);
    proof = proofOf(life, proof);
  }

  /** What it is deleted on is told in its obituary, after a removal has forgotten it. */
  private static List<String> proofOf(Life life, List<String> known) {
    return life.inquiry() instanceof Inquiry.Cleared(_, var said, _) ? said : known;
  }

  private void decide() {
    Decision next = Lifecycle.decide(life, ledger.policy(), WorkflowClock.now());
    if (life.recalled() && (!policyIsFresh || takesAway(next))) {
      readPolicy();
      next = Lifecycle.decide(life, ledger.policy(), WorkflowClock.now());
    }
    decision = heed(next);
    log.debug("decided image={} state={} decision={}", image, life.state().label(), decision);
    display.show(life, why(), WorkflowClock.now());
  }

  private static boolean takesAway(Decision decided) {
    return decided instanceof Decision.Ask
        || decided instanceof Decision.Intend
        || decided instanceof Decision.Remove;
  }

  /** What must be waited for, or looked at, before a decision is carried out. */
  private Decision heed(Decision decided) {
    if (life.recalled() && !ledger.known()) {
      return new Decision.Rest(ledger.retryAt(), List.of(ledger.trouble()));
    }
    // To learn what is not there any more may fail for ever.
    boolean patient =
        decided instanceof Decision.Rest
            || decided instanceof Decision.Ask
            || decided instanceof Decision.Learn;
    return patient && mustLook() ? new Decision.Look() : decided;
  }

  private boolean mustLook() {
    return inbox.hearsay() && ledger.known() && !waitsToTryAgain();
  }

  private boolean waitsToTryAgain() {
    return life.state() instanceof LifeState.Failing(_, _, var next, _, _)
        && WorkflowClock.now().isBefore(next);
  }

  /** Does what was decided; false once the life is over. */
  private boolean carryOut() {
    switch (decision) {
      case Decision.Rest rest -> rest(rest);
      case Decision.End(var reason) -> {
        return end(reason);
      }
      case Decision.Become(var state, var reason) ->
          apply(new Fact.Became(WorkflowClock.now(), state, reason));
      case Decision.Forgo(var digest, var reason) ->
          apply(new Fact.Forgone(WorkflowClock.now(), digest, reason));
      case Decision.Promote promote -> soon("promote", () -> List.of(promotions.ask(promote)));
      case Decision.Drop drop -> apply(promotions.drop(drop));
      case Decision.Recall _ -> attempt("recall", () -> List.of(steps.recall()));
      case Decision.Look _ -> look();
      case Decision.Learn(var digest, var hold) ->
          soon("learn", () -> List.of(steps.learn(life, digest, hold)));
      case Decision.Hold(var digest, var write) ->
          soon("hold", () -> List.of(steps.displace(digest, write)));
      case Decision.Acquire acquire -> acquire(acquire);
      case Decision.Build(var rule) -> build(rule);
      case Decision.Restore(var digest) -> soon("restore", () -> steps.restore(life, digest));
      case Decision.Withdraw(var requestId) ->
          soon("withdraw", () -> List.of(steps.withdraw(requestId)));
      case Decision.GiveUp(var requestId) ->
          soon("give up", () -> List.of(steps.giveUp(life, requestId)));
      case Decision.Ask ask -> surely("evidence", () -> List.of(steps.ask(life, ask)));
      case Decision.Intend intend -> surely("intend", () -> List.of(steps.intend(life, intend)));
      case Decision.Remove remove -> surely("remove", () -> List.of(steps.remove(life, remove)));
    }
    return true;
  }

  private void look() {
    int heard = inbox.heard();
    if (inbox.hearsay()) {
      // What a sweep missed may be its hold alone.
      life = life.unseen();
    }
    if (attempt("look", () -> List.of(steps.look(life)))) {
      inbox.answered(heard);
    }
  }

  /** Deletions in the repository wait from before the order: a copy counts on what is there. */
  private void acquire(Decision.Acquire wanted) {
    Fact.Sent sent = steps.copying(wanted.source());
    apply(sent);
    soon("copy", () -> steps.order(life, wanted, sent.errand().requestId()));
  }

  /** What became of it is in the policy: the ledger knows where each build stands. */
  private void build(String rule) {
    soon("build", () -> steps.build(rule));
    policyIsFresh = false;
  }

  /** Brings something back or keeps it: the ledger is told first, and not waited for. */
  private void soon(String what, Supplier<List<Fact>> step) {
    if (ledger.isBehind(life)) {
      remember();
    }
    attempt(what, step);
  }

  /** Takes something away, in the end: nothing happens before the ledger has this epoch. */
  private void surely(String what, Supplier<List<Fact>> step) {
    boolean told = ledger.answers() && (!ledger.isBehind(life) || remember());
    if (told) {
      attempt(what, step);
    } else {
      fail(ledger.trouble(), ledger.retryAt());
    }
  }

  private boolean attempt(String what, Supplier<List<Fact>> step) {
    try {
      // What came while it ran is applied after it: it may be the later word.
      step.get().forEach(this::apply);
      return true;
    } catch (ActivityFailure failure) {
      fail(what, failure);
      return false;
    }
  }

  private void fail(String what, ActivityFailure failure) {
    Problem problem = ActivityProblems.of(failure);
    fail(ActivityProblems.text(problem, what), problem.until());
  }

  private void fail(String cause, @Nullable Instant nextAttempt) {
    apply(new Fact.Failed(WorkflowClock.now(), cause, nextAttempt));
  }

  private boolean remember() {
    Fact.Remembered remembered = ledger.remember(life, why());
    if (remembered != null) {
      apply(remembered);
    }
    return remembered != null;
  }

  private void rest(Decision.Rest rest) {
    if (life.recalled()) {
      remember();
    }
    wishes.answer(this::isDone, why());
    answerPromotions();
    if (mayRenew()) {
      renew();
    }
    // A renewal that is due and must wait comes with what it waits for.
    Instant until = earliest(rest.until(), ledger.retryAt(), renewal.due() ? null : renewal.at());
    String summary = rest.reasons().isEmpty() ? "" : rest.reasons().getFirst();
    policyIsFresh = false;
    try (Pause pause = Pause.until(until, summary)) {
      do {
        pause.await(this::stirs);
      } while (!pause.over() && !gather() && !wakes());
    }
  }

  private boolean stirs() {
    return !inbox.isEmpty() || wakes();
  }

  private boolean wakes() {
    return wishes.anyFresh() || promotions.awaited() || mustLook() || mayRenew();
  }

  private boolean isDone(Wish wish) {
    return !(wish instanceof Wish.RestoreIt)
        || !life.restoring()
        || life.state() instanceof LifeState.Failing
        || ledger.policy().stage() == null
        || ledger.policy().against(image, life.digest()) != null;
  }

  private boolean mayRenew() {
    return renewal.due() && ledger.answers() && Workflow.isEveryHandlerFinished();
  }

  private void renew() {
    gather();
    Life carried = inbox.hearsay() ? life.unseen() : life;
    List<String> last = life.stance() instanceof LifeState.Deleted ? proof : List.of();
    Workflow.continueAsNew(new Start(image, carried, inbox.refusals(), last));
  }

  /** Does what people asked for, once it is known what the ledger remembers. */
  private void grant() {
    if (!life.recalled() && life.state() instanceof LifeState.Failing(var cause, _, _, _, _)) {
      wishes.failFresh(ActivityProblems.unavailable("ask the ledger", cause));
    }
    while (life.recalled() && wishes.anyFresh()) {
      switch (wishes.nextFresh()) {
        case Wish.PinIt wish -> pin(wish, new Fact.PinSet(WorkflowClock.now(), wish.pin()));
        case Wish.UnpinIt wish -> pin(wish, new Fact.PinRemoved(WorkflowClock.now(), wish.by()));
        case Wish.RetryNow wish -> {
          apply(new Fact.RetryAsked(WorkflowClock.now()));
          wishes.answerLater(wish);
        }
        case Wish.RestoreIt wish -> restore(wish);
        case null -> {}
      }
    }
  }

  /** What is forbidden is not brought back, whoever asks: that is answered at once. */
  private void restore(Wish.RestoreIt wish) {
    if (!policyIsFresh) {
      readPolicy();
    }
    Prohibition word = ledger.policy().against(image, life.digest());
    if (word == null) {
      apply(new Fact.RestoreAsked(WorkflowClock.now(), wish.by()));
      wishes.answerLater(wish);
    } else {
      wish.answer()
          .completeExceptionally(ActivityProblems.forbidden("restore " + image, word.toString()));
    }
  }

  private void readPolicy() {
    ledger.readPolicy();
    policyIsFresh = true;
  }

  private void pin(Wish wish, Fact fact) {
    try {
      ledger.pin(wish instanceof Wish.PinIt pinned ? pinned.pin() : null, wish.by());
    } catch (ActivityFailure failure) {
      wish.answer()
          .completeExceptionally(
              ActivityProblems.unavailable("pin", ActivityProblems.text(failure, "pin")));
      return;
    }
    apply(fact);
    decision = Lifecycle.decide(life, ledger.policy(), WorkflowClock.now());
    remember();
    wish.answer().complete(why());
  }

  /** The end, unless somebody needs or saw it meanwhile; false once it is over. */
  private boolean end(String reason) {
    // Before the ledger forgets what it was made of.
    if (gather() || wishes.anyFresh()) {
      return true;
    }
    long settled = life.epoch();
    try {
      ledger.bury(life, why(), reason, proof);
    } catch (ActivityFailure failure) {
      fail("bury", failure);
      return true;
    }
    drainHandlers();
    gather();
    if (life.epoch() > settled || inbox.sighted()) {
      Workflow.continueAsNew(
          new Start(image, Rebirth.of(life, WorkflowClock.now()), inbox.refusals(), List.of()));
    }
    return false;
  }

  private void drainHandlers() {
    answerAll();
    while (!Workflow.isEveryHandlerFinished()) {
      Workflow.await(() -> stirs() || Workflow.isEveryHandlerFinished());
      gather();
      grant();
      answerAll();
    }
  }

  private void answerAll() {
    wishes.answer(_ -> true, why());
    answerPromotions();
  }

  /** What came since the last look at the inbox is not known to be kept. */
  private void answerPromotions() {
    if (inbox.isEmpty()) {
      promotions.answerAll(life);
    }
  }

  private static @Nullable Instant earliest(@Nullable Instant... instants) {
    return Stream.of(instants).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }
}

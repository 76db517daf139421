package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The real workflows in the model's surroundings: its registry, ledger, mailbox and guard, with
 * Temporal's time.
 */
final class ShellWorld implements World {

  private static final Duration A_STEP = Duration.ofMillis(200);

  /** A worker that dies has so many activities in hand, or some of the next are run twice. */
  private static final int LOST_ANSWERS = 4;

  private static final long ODD = 271;
  private static final long ODDEST = 997;

  private final Set<ShellFlaw> flaws;
  private final Universe universe = new Universe(Rules.REAL, Set.of());
  private final Surroundings surroundings = new Surroundings(universe, this::lookAll);
  private volatile @Nullable Violation violation;
  private long oddity;
  private int answersToLose;
  private volatile Shell shell;

  ShellWorld(Set<ShellFlaw> flaws) {
    this.flaws = flaws;
    this.shell = new Shell(this, universe.now, flaws);
    universe.post = this::post;
    universe.leaves = _ -> false;
    universe.alert = image -> shell.isAlert(image);
    universe.settled = image -> shell.isSettled(image);
    surroundings.begin();
  }

  Universe universe() {
    return universe;
  }

  Shell shell() {
    return shell;
  }

  /** Whether this is the shell that has not died. */
  boolean worksIn(Shell which) {
    return which == shell;
  }

  /** Does something now while nothing else happens; for who lets time pass. */
  <R extends @Nullable Object> R happens(Function<Universe, R> what) {
    return happens(shell.now(), what);
  }

  /** Does something while nothing else happens. */
  <R extends @Nullable Object> R happens(Instant now, Function<Universe, R> what) {
    synchronized (universe) {
      universe.now = now.isAfter(universe.now) ? now : universe.now;
      universe.tick++;
      return what.apply(universe);
    }
  }

  void broken(Violation promise) {
    violation = promise;
  }

  private void post(Reference image, Fact fact) {
    if (fact instanceof Fact.Said(_, var word) && word.count() > 0) {
      universe.guard.named(image, word.source(), word.seenAt());
    }
    if (!Universe.isMiss(fact) || shell.lives(image)) {
      ShellPost.send(shell, image, fact);
    }
  }

  @Override
  public void perform(Operation operation) {
    switch (operation) {
      case Operation.Work(var steps) -> advance(A_STEP.multipliedBy(steps));
      case Operation.Advance(var span) -> advance(span);
      case Operation.Pin(var image, var span) -> pin(image, span);
      case Operation.Unpin(var image) -> ask(image, life -> life::unpin);
      case Operation.Restore(var image) -> ask(image, life -> life::restore);
      case Operation.RetryNow(var image) -> ask(image, life -> life::retryNow);
      case Operation.CannotPull(var image) -> {
        if (shell.lives(image.reference())) {
          post(image.reference(), new Fact.Unpulled(shell.now(), POD));
        }
      }
      case Operation.Restart(var lost) -> restart(lost);
      default ->
          happens(_ -> {
            surroundings.happen(operation);
            return operation;
          });
    }
    check();
  }

  private void pin(Image image, @Nullable Duration span) {
    String until = span == null ? null : shell.now().plus(span).toString();
    shell.<Why>ask(
        image.reference(),
        (life, id) ->
            (options, start) ->
                WorkflowClient.startUpdateWithStart(
                    life::pin, new PinMessage(id, until, "ann", ""), options, start));
  }

  /** What a person asks for with nothing but a name. */
  private void ask(Image image, Function<ImageLife, Functions.Func1<PersonMessage, Why>> update) {
    shell.<Why>ask(
        image.reference(),
        (life, id) ->
            (options, start) ->
                WorkflowClient.startUpdateWithStart(
                    update.apply(life), new PersonMessage(id, "ann"), options, start));
  }

  private void lookAll(String why) {
    Map.copyOf(universe.ledger.rows)
        .forEach((image, row) -> {
          if (row.alive()) {
            post(image, new Fact.Looked(universe.now, why));
          }
        });
  }

  private void restart(boolean lost) {
    happens(all -> {
      all.guard.disturbed();
      return all;
    });
    if (lost) {
      begin();
    } else {
      answersToLose = LOST_ANSWERS;
    }
  }

  /** Whether what an activity did is done, and nobody gets to know: it is run again. */
  boolean losesAnAnswer() {
    return answersToLose > 0 && answersToLose-- > 0;
  }

  /** The service has forgotten everything. */
  private void begin() {
    Shell dead = shell;
    happens(all -> {
      shell = new Shell(this, all.now, flaws);
      all.jobs.clear();
      all.leaves = _ -> false;
      all.guard.forgotten();
      all.ledger
          .known()
          .forEach(image -> post(image, new Fact.Looked(all.now, "the worker started")));
      return all;
    });
    dead.close();
  }

  /** Lets time pass, and what falls due in it happen. */
  void advance(Duration span) {
    Instant target = shell.now().plus(span);
    while (true) {
      Universe.Job next = next();
      if (next == null || next.at().isAfter(target)) {
        sleep(Duration.between(shell.now(), target));
        happens(all -> {
          all.mailbox.release();
          return all;
        });
        return;
      }
      sleep(Duration.between(shell.now(), next.at()));
      happens(all -> {
        if (all.jobs.remove(next)) {
          next.work().run();
        }
        return all;
      });
    }
  }

  /** Never exactly as long: Temporal's test server fails where a timer ends as a message comes. */
  private void sleep(Duration span) {
    if (span.isPositive()) {
      oddity = (oddity + ODD) % ODDEST;
      shell.pass(span.plusMillis(oddity));
    }
  }

  private Universe.@Nullable Job next() {
    return happens(
        all -> all.jobs.stream().min(Comparator.comparing(Universe.Job::at)).orElse(null));
  }

  private void check() {
    if (violation != null) {
      throw violation;
    }
  }

  @Override
  public void settle() {
    new ShellSettlement(this).run();
    check();
  }

  @Override
  public void close() {
    shell.close();
  }
}

package dev.laytime.model;

import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Pin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model of the workflows: the real rules in a shell that takes one step at a time. */
final class ModelWorld implements World {

  private static final int HOT = 5000;

  private final Universe universe;
  private final Surroundings surroundings;

  ModelWorld(Rules rules, Set<Flaw> flaws) {
    this.universe = new Universe(rules, flaws);
    this.surroundings = new Surroundings(universe, this::lookAll);
    surroundings.begin();
  }

  Universe universe() {
    return universe;
  }

  @Override
  public void perform(Operation operation) {
    universe.tick++;
    switch (operation) {
      case Operation.Pin(var image, var span) -> pin(image, span);
      case Operation.Unpin(var image) -> unpin(image);
      case Operation.Restore(var image) -> tell(image, new Fact.RestoreAsked(universe.now, "ann"));
      case Operation.RetryNow(var image) -> tell(image, new Fact.RetryAsked(universe.now));
      case Operation.CannotPull(var image) -> {
        if (universe.lives.containsKey(image.reference())) {
          tell(image, new Fact.Unpulled(universe.now, POD));
        }
      }
      case Operation.Restart(var lost) -> restart(lost);
      case Operation.Work(var steps) -> {
        for (int i = 0; i < steps && step(); i++) {}
      }
      case Operation.Advance(var span) -> advance(span);
      default -> surroundings.happen(operation);
    }
  }

  @Override
  public void settle() {
    new Settlement(this, universe).run();
  }

  @Override
  public void close() {}

  private void pin(Image image, @Nullable Duration span) {
    Pin pin = new Pin(span == null ? null : universe.now.plus(span), "ann", "");
    universe.ledger.pin(image.reference(), pin);
    tell(image, new Fact.PinSet(universe.now, pin));
  }

  private void unpin(Image image) {
    universe.ledger.pin(image.reference(), null);
    tell(image, new Fact.PinRemoved(universe.now, "ann"));
  }

  private void tell(Image image, Fact fact) {
    universe.life(image.reference()).tell(fact);
  }

  private void lookAll(String why) {
    List.copyOf(universe.lives.values())
        .forEach(life -> life.tell(new Fact.Looked(universe.now, why)));
  }

  private void restart(boolean lost) {
    universe.guard.disturbed();
    if (lost) {
      universe.guard.forgotten();
      universe.lives.clear();
      universe.reapers.clear();
      universe.jobs.clear();
      universe.ledger.known().forEach(universe::life);
    } else {
      List.copyOf(universe.lives.values()).forEach(ModelLife::restart);
      universe.reapers.values().forEach(ModelReaper::restart);
    }
  }

  /** Lets time pass; what becomes ready at its very end is left for later. */
  void advance(Duration span) {
    Instant target = universe.now.plus(span);
    while (true) {
      exhaust();
      Instant next = next();
      if (next == null || !next.isBefore(target)) {
        universe.now = target;
        return;
      }
      universe.now = next.isAfter(universe.now) ? next : universe.now;
    }
  }

  private void exhaust() {
    int steps = 0;
    while (step()) {
      if (++steps > HOT) {
        throw new Violation("no rest at " + universe.now + ": " + universe.lives.keySet());
      }
    }
  }

  private @Nullable Instant next() {
    Instant next = null;
    for (ModelLife life : universe.lives.values()) {
      next = earlier(next, life.wakesAt());
    }
    for (ModelReaper reaper : universe.reapers.values()) {
      next = earlier(next, reaper.wakesAt());
    }
    for (Universe.Job job : universe.jobs) {
      next = earlier(next, job.at());
    }
    return next;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  /** One step of somebody who is ready; false where nobody is. */
  private boolean step() {
    List<Runnable> ready = new ArrayList<>();
    for (Universe.Job job : universe.jobs) {
      if (!job.at().isAfter(universe.now)) {
        ready.add(() -> work(job));
      }
    }
    for (ModelReaper reaper : universe.reapers.values()) {
      if (reaper.ready()) {
        ready.add(reaper::step);
      }
    }
    for (ModelLife life : universe.lives.values()) {
      if (life.ready()) {
        ready.add(life::step);
      }
    }
    if (ready.isEmpty()) {
      universe.mailbox.release();
      return false;
    }
    universe.tick++;
    ready.get((int) (universe.tick * 31 % ready.size())).run();
    return true;
  }

  private void work(Universe.Job job) {
    universe.jobs.remove(job);
    job.work().run();
  }
}

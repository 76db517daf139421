package dev.laytime.model;

import static java.util.stream.Collectors.toSet;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All untagging and deleting in one repository: gathers, surveys, carries out step by step. */
final class ModelReaper {

  private static final Duration LANDS_WITHIN = Duration.ofSeconds(90);

  private final Universe universe;
  private final Repository repository;
  private final List<Order> queue = new ArrayList<>();
  private final Deque<Plan> plans = new ArrayDeque<>();

  /** The deletions of this window, those that are done too: they were planned for each other. */
  private final List<Order> leaving = new ArrayList<>();

  private @Nullable Instant windowEnd;
  private long surveyedAt;

  ModelReaper(Universe universe, Repository repository) {
    this.universe = universe;
    this.repository = repository;
  }

  /** A removal to be carried out. */
  record Order(String id, Removals.Claim claim, Duration grace) {
    Reference image() {
      return claim.image();
    }

    Content content() {
      return Content.of(claim.digest());
    }
  }

  private record Plan(Order order, Deque<Step> steps, boolean gone) {}

  private sealed interface Step {}

  private record Hold() implements Step {}

  private record Untag(Tag tag) implements Step {}

  private record Delete(Content content) implements Step {}

  void queue(Order order) {
    queue.add(order);
    if (windowEnd == null) {
      windowEnd = universe.now.plus(Terms.WINDOW);
    }
  }

  void withdraw(String id) {
    queue.stream()
        .filter(order -> order.id().equals(id))
        .toList()
        .forEach(order -> {
          queue.remove(order);
          refuse(order, List.of("asked back"), false);
        });
  }

  boolean ready() {
    return !plans.isEmpty() || (windowEnd != null && !universe.now.isBefore(windowEnd));
  }

  @Nullable Instant wakesAt() {
    return windowEnd;
  }

  /** The worker died: what ran is in doubt, and is not tried again. */
  void restart() {
    boolean first = true;
    for (Plan plan : List.copyOf(plans)) {
      refuse(plan.order(), List.of("the worker died"), first);
      first = false;
    }
    plans.clear();
  }

  /** Whether its deletion is under way and nothing speaks against it by now. */
  boolean leaves(Reference image) {
    return leaving.stream()
        .anyMatch(order ->
            order.image().equals(image) && universe.ledger.objections(order.claim()).isEmpty());
  }

  void step() {
    if (plans.isEmpty()) {
      begin();
      return;
    }
    Plan plan = plans.getFirst();
    Step step = plan.steps().poll();
    boolean goesOn =
        switch (step) {
          case null -> {
            done(plan);
            yield false;
          }
          case Hold _ -> hold(plan.order());
          case Untag(var tag) -> untag(plan.order(), tag);
          case Delete(var content) -> delete(plan.order(), content);
        };
    if (!goesOn) {
      plans.remove(plan);
      if (step != null && plan.order().claim().kind() == RemovalKind.DELETE) {
        stop();
      }
    }
  }

  /** Later deletions of a window were planned for what the ones before them leave. */
  private void stop() {
    if (universe.has(Flaw.COMPANIONS_ARE_TRUSTED)) {
      return;
    }
    for (Plan plan : List.copyOf(plans)) {
      if (plan.order().claim().kind() == RemovalKind.DELETE) {
        plans.remove(plan);
        refuse(plan.order(), List.of("one before it in this window did not go"), false);
      }
    }
  }

  private void begin() {
    windowEnd = null;
    List<Order> orders = List.copyOf(queue);
    queue.clear();
    if (!orders.isEmpty() && universe.faults.ofRequest()) {
      orders.forEach(order -> refuse(order, List.of("the repository cannot be listed"), false));
      return;
    }
    surveyedAt = universe.tick;
    List<Order> accepted = new ArrayList<>();
    for (Order order : orders) {
      List<String> objections =
          universe.faults.refusal()
              ? List.of("the registry's map has a hole")
              : universe.has(Flaw.NO_SECOND_READING)
                  ? List.of()
                  : universe.ledger.objections(order.claim());
      if (objections.isEmpty()) {
        accepted.add(order);
      } else {
        refuse(order, objections, false);
      }
    }
    survey(accepted);
  }

  /** Roots go before what is in them; what goes later in this window still counts as there. */
  private void survey(List<Order> accepted) {
    List<Order> inOrder = new ArrayList<>(accepted);
    inOrder.sort(Comparator.comparing(order -> order.content().children().isEmpty()));
    leaving.clear();
    Set<Reference> gone = new HashSet<>();
    Set<Content> leavingContent = EnumSet.noneOf(Content.class);
    for (Order order : inOrder) {
      boolean deletion = order.claim().kind() == RemovalKind.DELETE;
      if (deletion && isGone(order.content())) {
        plans.add(new Plan(order, new ArrayDeque<>(), true));
        continue;
      }
      if (deletion) {
        leaving.add(order);
        gone.add(order.image());
        leavingContent.add(order.content());
      }
      Deque<Step> steps =
          deletion ? deletion(order, gone, kept(gone, leavingContent)) : quarantine(order);
      boolean nothing = deletion && steps.isEmpty() && !isThere(order.content());
      plans.add(new Plan(order, steps, nothing));
    }
  }

  private boolean isGone(Content content) {
    if (universe.faults.forgets()) {
      universe.guard.deceived(repository, content);
      return true;
    }
    return universe.has(Flaw.HALF_OF_IT_IS_ALL)
        ? !isThere(content)
        : universe.ledger.left(repository, content).isEmpty();
  }

  private boolean isThere(Content content) {
    return universe.registry.shelf(repository).manifests.contains(content);
  }

  private Deque<Step> quarantine(Order order) {
    Deque<Step> steps = new ArrayDeque<>();
    steps.add(new Hold());
    Tag tag = order.image().tag();
    if (tag != null) {
      steps.add(new Untag(tag));
    }
    return steps;
  }

  /** Everything that some root reaches which does not leave now. */
  private Set<Content> kept(Set<Reference> gone, Set<Content> leavingContent) {
    ModelRegistry.Shelf shelf = universe.registry.shelf(repository);
    Set<Content> roots = universe.ledger.roots(repository, gone);
    if (!universe.has(Flaw.TAGS_ARE_NO_ROOTS)) {
      roots.addAll(shelf.tagged(false));
    }
    Set<Content> held = shelf.tagged(true);
    held.removeAll(leavingContent);
    roots.addAll(held);
    return shelf.closure(roots);
  }

  private Deque<Step> deletion(Order order, Set<Reference> gone, Set<Content> kept) {
    Deque<Step> steps = new ArrayDeque<>();
    Content content = order.content();
    Tag hold = ReservedTags.hold(content.digest());
    ModelRegistry.Shelf shelf = universe.registry.shelf(repository);
    boolean heldForOthers = universe.ledger.roots(repository, gone).contains(content);
    if (shelf.tags.containsKey(hold) && !heldForOthers) {
      steps.add(new Untag(hold));
    }
    if (kept.contains(content)) {
      return steps;
    }
    if (isThere(content)) {
      if (shelf.isWhole(content)) {
        universe.ledger.learn(repository, content);
      }
      steps.add(new Delete(content));
    }
    if (universe.has(Flaw.CHILDREN_STAY)) {
      return steps;
    }
    Set<Content> rest = universe.ledger.left(repository, content);
    rest.remove(content);
    if (!universe.has(Flaw.CHILDREN_GO_ALWAYS)) {
      rest.removeAll(kept);
    }
    rest.forEach(part -> steps.add(new Delete(part)));
    return steps;
  }

  private boolean hold(Order order) {
    Content content = order.content();
    if (universe.has(Flaw.HOLD_IS_NOT_WRITTEN)) {
      return true;
    }
    if (universe.faults.ofRequest() || !isThere(content)) {
      refuse(order, List.of("it cannot be held"), false);
      return false;
    }
    Tag hold = ReservedTags.hold(content.digest());
    universe.registry.push(repository, content, hold, universe.tick);
    return true;
  }

  private boolean untag(Order order, Tag tag) {
    Content there = universe.registry.shelf(repository).tags.get(tag);
    if (there == null) {
      return true;
    }
    if (objected(order)) {
      return false;
    }
    if (there != order.content() && !universe.has(Flaw.TAG_IS_NOT_CHECKED)) {
      String id = order.id();
      universe.mailbox.send(order.image(), at -> new Fact.Moved(at, id, there.digest()));
      return false;
    }
    universe.guard.untags(order, tag, there, surveyedAt);
    return request(order, () -> universe.registry.untag(repository, tag));
  }

  private boolean delete(Order order, Content content) {
    if (!isThere(content)) {
      return true;
    }
    if (objected(order)) {
      return false;
    }
    Set<Content> needed =
        universe
            .registry
            .shelf(repository)
            .closure(
                universe.ledger.roots(
                    repository, leaving.stream().map(Order::image).collect(toSet())));
    if (needed.contains(content) && !universe.has(Flaw.OTHER_LIVES_ARE_NO_ROOTS)) {
      refuse(order, List.of("something has come to need it"), false);
      return false;
    }
    universe.ledger.keepBodies(
        repository, universe.registry.shelf(repository).closure(List.of(content)));
    universe.guard.deletes(order, content, surveyedAt);
    return request(
        order,
        () -> {
          universe.registry.delete(repository, content);
          universe.guard.deleted(repository, content);
        });
  }

  private boolean objected(Order order) {
    if (universe.has(Flaw.NO_SECOND_READING)) {
      return false;
    }
    List<String> objections = new ArrayList<>(universe.ledger.objections(order.claim()));
    if (order.claim().kind() == RemovalKind.DELETE && universe.ledger.copying(repository)) {
      objections.add("a copy into this repository is on its way");
    }
    if (order.claim().kind() == RemovalKind.DELETE && !universe.has(Flaw.COMPANIONS_ARE_TRUSTED)) {
      leaving.forEach(other -> objections.addAll(universe.ledger.objections(other.claim())));
    }
    if (objections.isEmpty()) {
      return false;
    }
    refuse(order, objections, false);
    return true;
  }

  /** One DELETE. */
  private boolean request(Order order, Runnable effect) {
    if (universe.faults.deleteIsLost()) {
      refuse(order, List.of("no answer"), true);
      return false;
    }
    if (universe.faults.deleteIsLate()) {
      universe.later(
          universe.now.plus(LANDS_WITHIN),
          () -> {
            effect.run();
            universe.guard.landed(order.image(), order.content());
          });
      refuse(order, List.of("no answer"), true);
      return false;
    }
    effect.run();
    return true;
  }

  private void done(Plan plan) {
    Order order = plan.order();
    if (plan.gone() && !universe.has(Flaw.WHAT_IS_MISSING_ONCE_IS_GONE)) {
      universe.mailbox.send(order.image(), at -> new Fact.Gone(at, order.id(), "it is gone"));
      return;
    }
    if (order.claim().kind() == RemovalKind.QUARANTINE) {
      universe.guard.quarantined(order.image());
    }
    universe.mailbox.send(order.image(), at -> new Fact.Removed(at, order.id(), true, "", 1));
  }

  private void refuse(Order order, List<String> reasons, boolean inDoubt) {
    if (inDoubt) {
      universe.guard.failed(order.image());
    }
    boolean doubt = inDoubt && !universe.has(Flaw.OUTCOMES_IN_DOUBT_ARE_REFUSALS);
    Instant retry = universe.now.plus(Terms.SCAN_EVERY).plus(ModelLedger.spread(order.image()));
    universe.mailbox.send(
        order.image(), at -> new Fact.NotRemoved(at, order.id(), reasons, retry, doubt));
  }
}

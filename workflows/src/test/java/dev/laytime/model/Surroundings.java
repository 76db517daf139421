package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens around the lives, whoever lives them: people and sources of use, registries and
 * faults.
 */
final class Surroundings {

  private final Universe universe;
  private final Consumer<String> lookAll;
  private final Map<Source, Instant> scanning = new EnumMap<>(Source.class);
  private final Set<Source> watched = EnumSet.noneOf(Source.class);

  /**
   * @param lookAll tells every life to decide again, and why
   */
  Surroundings(Universe universe, Consumer<String> lookAll) {
    this.universe = universe;
    this.lookAll = lookAll;
  }

  /** Two sources that have been complete twice. */
  void begin() {
    for (Source source : List.of(Source.CLUSTER, Source.GIT)) {
      universe.ledger.evidence.register(source);
      publish(source, universe.now.minus(Terms.GRACE), Operation.ScanEnd.COMPLETE);
      publish(source, universe.now, Operation.ScanEnd.COMPLETE);
    }
  }

  /** Everything but what a person asks of a life, time, and the end of a worker. */
  void happen(Operation operation) {
    switch (operation) {
      case Operation.Deploy(var source, var object, var image) -> {
        universe.uses.deploy(source, object, image);
        notice(source);
      }
      case Operation.Rollback(var source, var object) -> {
        universe.uses.rollback(source, object);
        notice(source);
      }
      case Operation.Watch(var source, var open) -> watch(source, open);
      // What runs nothing is named all the same.
      case Operation.ScaleToZero _ -> {}
      case Operation.Undeploy(var source, var object) -> universe.uses.undeploy(source, object);
      case Operation.StartScan(var source) -> scanning.putIfAbsent(source, universe.now);
      case Operation.FinishScan(var source, var end) -> finishScan(source, end);
      case Operation.ApproveScan(var source) -> approveScan(source);
      case Operation.AddSource(var source) -> universe.ledger.evidence.register(source);
      case Operation.RemoveSource(var source) -> removeSource(source);
      case Operation.Push push -> push(push);
      case Operation.AddReferrer(var image, var referrer) ->
          universe.registry.push(image.repository(), referrer, null, universe.tick);
      case Operation.TakeHold(var image) -> {
        Content content = isOrWas(image.reference());
        if (content != null) {
          universe.registry.takeHold(image.repository(), content);
        }
      }
      case Operation.TakeManifest(var image) -> {
        Content content = isOrWas(image.reference());
        if (content != null) {
          universe.registry.take(image.repository(), content);
          universe.guard.taken(image.repository());
        }
      }
      case Operation.MoveUpstream(var image, var content) -> universe.upstream.put(image, content);
      case Operation.Offer(var image) -> offer(image);
      case Operation.Sweep _ -> new ModelSweep(universe).run();
      case Operation.ApproveBreakers _ -> {
        if (universe.ledger.approveBreakers()) {
          lookAll.accept("breakers approved");
        }
      }
      case Operation.SetDeletion(var enabled) -> {
        universe.ledger.deletion = enabled;
        lookAll.accept("policy");
      }
      case Operation.SetGrace(var grace) -> {
        universe.ledger.grace = grace;
        lookAll.accept("policy");
      }
      case Operation.Forbid(var image, var content) -> forbid(image, content);
      case Operation.Allow(var image) -> {
        if (universe.ledger.allow(image.repository())) {
          universe.guard.disturbed();
          lookAll.accept("allowed");
        }
      }
      case Operation.FailCopies fault -> universe.faults.add(fault);
      case Operation.FailRegistry fault -> {
        universe.faults.add(fault);
        universe.guard.disturbed();
      }
      case Operation.DisturbMessages fault -> universe.faults.add(fault);
      case Operation.RefuseRemovals fault -> universe.faults.add(fault);
      case Operation.Pin _,
          Operation.Unpin _,
          Operation.Restore _,
          Operation.RetryNow _,
          Operation.CannotPull _,
          Operation.Restart _,
          Operation.Work _,
          Operation.Advance _ ->
          throw new IllegalArgumentException(operation + " happens to lives");
    }
  }

  private void forbid(Image image, boolean content) {
    Content meant = content ? isOrWas(image.reference()) : null;
    universe.guard.disturbed();
    universe.ledger.forbid(
        meant == null ? image.reference() : image.repository().pinned(meant.digest()));
    lookAll.accept("forbidden");
  }

  /** What an image is in the registry, or else what its life takes it for. */
  private @Nullable Content isOrWas(Reference image) {
    Content there = universe.registry.look(image);
    ModelLedger.Row row = universe.ledger.rows.get(image);
    return there != null || row == null || row.digest() == null ? there : Content.of(row.digest());
  }

  private void watch(Source source, boolean open) {
    if (open) {
      watched.add(source);
      notice(source);
    } else {
      watched.remove(source);
    }
  }

  /** A watch writes down what it sees, then tells it; it takes nothing away. */
  private void notice(Source source) {
    Evidence.Row row = universe.ledger.evidence.row(source);
    if (!watched.contains(source) || row == null) {
      return;
    }
    List<Uses.Use> unseen = universe.uses.of(source).stream().filter(use -> !use.seen).toList();
    if (unseen.isEmpty()) {
      return;
    }
    unseen.forEach(use -> use.seen = true);
    Scan seen =
        Scan.of(
            source,
            universe.ledger.evidence.upcomingNumber(source),
            universe.now,
            unseen,
            !universe.has(Flaw.UPSTREAM_NAMES_ARE_NOT_CLAIMED));
    if (universe.has(Flaw.WHAT_A_WATCH_SEES_IS_ALL)) {
      row.completed(seen, Terms.GRACE);
    } else if (!universe.has(Flaw.WHAT_A_WATCH_SEES_IS_ONLY_TOLD)) {
      row.added.add(seen);
    }
    universe.ledger.tell(seen, universe.has(Flaw.WHAT_A_WATCH_SEES_IS_ALL));
  }

  private void finishScan(Source source, Operation.ScanEnd end) {
    Instant start = scanning.remove(source);
    if (start != null && universe.ledger.evidence.row(source) != null) {
      publish(source, start, end);
    }
  }

  private void publish(Source source, Instant start, Operation.ScanEnd end) {
    Evidence.Row row = universe.ledger.evidence.row(source);
    if (end == Operation.ScanEnd.FAILED || row == null) {
      return;
    }
    List<Uses.Use> read = new ArrayList<>(universe.uses.of(source));
    if (end == Operation.ScanEnd.INCOMPLETE) {
      read.removeIf(use -> use.object != 0);
    } else if (end == Operation.ScanEnd.FORBIDDEN) {
      read.removeIf(use -> use.object == 1);
    }
    read.forEach(use -> use.seen = true);
    Scan scan =
        Scan.of(
            source,
            universe.ledger.evidence.nextNumber(source),
            start,
            read,
            !universe.has(Flaw.UPSTREAM_NAMES_ARE_NOT_CLAIMED));
    if (end == Operation.ScanEnd.COMPLETE) {
      universe.guard.complete(source, start);
    }
    boolean proves =
        switch (end) {
          case COMPLETE -> true;
          case INCOMPLETE, FORBIDDEN -> universe.has(Flaw.INCOMPLETE_COUNTS);
          case HELD -> universe.has(Flaw.HELD_COUNTS);
          case FAILED -> false;
        };
    if (proves) {
      row.completed(scan, Terms.GRACE);
    } else {
      row.since.add(scan);
      row.held = end == Operation.ScanEnd.HELD ? scan : row.held;
    }
    universe.ledger.tell(scan.with(row.added), proves);
  }

  private void approveScan(Source source) {
    Evidence.Row row = universe.ledger.evidence.row(source);
    Scan held = row == null ? null : row.held;
    // Only the latest can be approved, and it does not undo what came after it.
    if (row != null && held != null && row.since.getLast().equals(held)) {
      row.completed(held, Terms.GRACE);
      universe.guard.complete(source, held.start());
      universe.ledger.tell(held.with(row.added), true);
      lookAll.accept("scan approved");
    }
  }

  private void removeSource(Source source) {
    if (universe.ledger.evidence.row(source) != null) {
      universe.ledger.evidence.remove(source);
      universe.ledger.tellOfRemoved();
      lookAll.accept("source removed");
    }
  }

  private void push(Operation.Push push) {
    Repository repository = push.image().repository();
    Tag tag = push.image().reference().tag();
    Content before = universe.registry.look(push.image().reference());
    ModelLedger.Row row = universe.ledger.rows.get(push.image().reference());
    if (before != null && (row == null || !before.digest().equals(row.digest()))) {
      // Its life has never heard of what loses the tag.
      universe.registry.shelf(repository).unknown.add(before);
    }
    universe.registry.push(repository, push.content(), tag, universe.tick);
    if (push.told()) {
      universe.mailbox.send(
          push.image().reference(), at -> new Fact.Pushed(at, push.content().digest()));
    }
  }

  private void offer(Image image) {
    Content content = universe.upstreamOf(image.reference());
    Reference source = image.upstream();
    if (source != null) {
      universe.mailbox.send(
          image.reference(),
          at -> new Fact.Offered(at, new Offer(source, content.digest(), "hub")));
    }
  }
}

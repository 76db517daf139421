package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What the parts of the model share: the time, the registry, the ledger, everybody at work. */
final class Universe {

  final Rules rules;
  private final Set<Flaw> flaws;
  final Faults faults = new Faults();
  final ModelRegistry registry = new ModelRegistry();
  final Uses uses = new Uses();
  final ModelLedger ledger = new ModelLedger(this);
  final Guard guard = new Guard(this);
  final Mailbox mailbox = new Mailbox(this);
  final Map<Reference, ModelLife> lives = new LinkedHashMap<>();
  final Map<Repository, ModelReaper> reapers = new TreeMap<>();
  final List<Job> jobs = new ArrayList<>();
  final Map<Image, Content> upstream = new java.util.EnumMap<>(Image.class);
  Instant now = Terms.START;

  /** Where messages to lives go. */
  BiConsumer<Reference, Fact> post =
      (image, fact) -> {
        if (!isMiss(fact) || lives.containsKey(image)) {
          life(image).hear(fact);
        }
      };

  /**
   * Whether a life's deletion is under way in the present window, and nothing speaks against it.
   */
  Predicate<Reference> leaves = image -> reaper(image.repository()).leaves(image);

  /** Whether a life knows that it is needed, and waits for nobody. */
  Predicate<Reference> alert = image -> lives.containsKey(image) && life(image).isAlert();

  /** Whether a life by digest knows that it is needed, and has nothing left to do. */
  Predicate<Reference> settled =
      image -> lives.containsKey(image) && life(image).isAlert() && !life(image).ready();

  /** Counts everything that happens, so that two things at one instant have an order. */
  long tick;

  private int requests;

  Universe(Rules rules, Set<Flaw> flaws) {
    this.rules = rules;
    this.flaws = flaws;
  }

  /** Something that happens at an instant. */
  record Job(Instant at, Runnable work) {}

  boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  String requestId() {
    return "r" + ++requests;
  }

  void later(Instant at, Runnable work) {
    jobs.add(new Job(at, work));
  }

  ModelReaper reaper(Repository repository) {
    return reapers.computeIfAbsent(repository, key -> new ModelReaper(this, key));
  }

  /** What an image's upstream tag names; for one by digest, that. */
  Content upstreamOf(Reference image) {
    return image instanceof Reference.Pinned(_, var digest, _)
        ? Content.of(digest)
        : upstream.getOrDefault(Image.of(image), Content.PLAIN_1);
  }

  /** Whether a sweep missed an image, which begins no life. */
  static boolean isMiss(Fact fact) {
    return fact instanceof Fact.Found(_, var seen) && seen == null;
  }

  ModelLife life(Reference image) {
    return lives.computeIfAbsent(image, key -> new ModelLife(this, key));
  }
}

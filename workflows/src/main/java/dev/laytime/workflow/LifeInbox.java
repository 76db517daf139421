package dev.laytime.workflow;

import dev.laytime.lifecycle.Fact;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** What came for a life and was not applied yet, and what could not be understood. */
final class LifeInbox {

  private static final Logger log = Workflow.getLogger(LifeInbox.class);

  private static final int MOST_REFUSALS = 10;
  private static final int LONGEST_REFUSAL = 300;

  private final List<Fact> facts = new ArrayList<>();
  private final Deque<String> refusals;
  private int heard;
  private int sighted;
  private int answered;

  LifeInbox(List<String> refusals) {
    this.refusals = new ArrayDeque<>(refusals);
  }

  /** Takes a message; one that cannot be read is kept as a refusal. Never throws. */
  void take(String kind, Function<Instant, Fact> parse) {
    Instant now = WorkflowClock.now();
    try {
      facts.add(parse.apply(now));
    } catch (RuntimeException unreadable) {
      refuse(kind, now, unreadable);
    }
  }

  /** Takes what somebody else saw in the registry. It may be old by now: the registry is asked. */
  void hear(String kind, Supplier<Fact.Found> parse) {
    try {
      Fact.Found seen = parse.get();
      log.debug("heard kind={} seen={}", kind, seen);
      heard++;
      if (seen.digest() != null) {
        sighted = heard;
      }
    } catch (RuntimeException unreadable) {
      refuse(kind, WorkflowClock.now(), unreadable);
    }
  }

  private void refuse(String kind, Instant now, RuntimeException unreadable) {
    String cause =
        unreadable instanceof NullPointerException ? "a part is missing" : unreadable.getMessage();
    String text = "%s %s: %s".formatted(now, kind, cause);
    refusals.addLast(text.length() <= LONGEST_REFUSAL ? text : text.substring(0, LONGEST_REFUSAL));
    while (refusals.size() > MOST_REFUSALS) {
      refusals.removeFirst();
    }
  }

  boolean isEmpty() {
    return facts.isEmpty();
  }

  /** Hands over all facts, in the order in which they came. */
  List<Fact> drain() {
    List<Fact> taken = List.copyOf(facts);
    facts.clear();
    return taken;
  }

  /** Whether the registry must be asked whether something is as somebody saw it. */
  boolean hearsay() {
    return heard > answered;
  }

  /** Whether somebody saw that it is there, and the registry was not asked since. */
  boolean sighted() {
    return sighted > answered;
  }

  /** How much was heard so far. */
  int heard() {
    return heard;
  }

  /** The registry was asked after so much was heard. */
  void answered(int heardBefore) {
    answered = heardBefore;
  }

  /** The last ten messages that could not be read. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }
}

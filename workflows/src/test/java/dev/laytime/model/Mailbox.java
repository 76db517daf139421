package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Messages to lives on their way; each starts its receiver. */
final class Mailbox {

  private static final Duration LATE = Duration.ofHours(1);

  private final Universe universe;
  private final List<Message> overtaken = new ArrayList<>();

  Mailbox(Universe universe) {
    this.universe = universe;
  }

  /** What is told to a life, made into a fact when it arrives. */
  record Message(Reference to, Function<Instant, Fact> fact) {}

  /** Sends, and says whether it did not fail. */
  boolean send(Reference to, Function<Instant, Fact> fact) {
    Message message = new Message(to, fact);
    switch (universe.faults.ofMessage()) {
      case LOST -> {
        return false;
      }
      case DOUBLED -> {
        deliver(message);
        deliver(message);
      }
      case OVERTAKEN -> overtaken.add(message);
      case LATE -> universe.later(universe.now.plus(LATE), () -> deliver(message));
      case null -> {
        deliver(message);
        release();
      }
    }
    return true;
  }

  /** Delivers what was overtaken. */
  void release() {
    List<Message> waiting = List.copyOf(overtaken);
    overtaken.clear();
    waiting.forEach(this::deliver);
  }

  private void deliver(Message message) {
    universe.post.accept(message.to(), message.fact().apply(universe.now));
  }
}

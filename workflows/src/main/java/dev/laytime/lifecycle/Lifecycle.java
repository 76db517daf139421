package dev.laytime.lifecycle;

import java.time.Instant;

/** The rules of an image's life, as functions of their arguments alone. */
public final class Lifecycle {

  private Lifecycle() {}

  /** What a fact changes. A fact that is late, repeated or about something else changes nothing. */
  public static Life on(Life life, Fact fact) {
    Life next = life.with(change -> Reactions.apply(change, life, fact));
    return Story.tell(life, next, fact);
  }

  /**
   * What to do next.
   *
   * @param policy as it is now
   * @param now the workflow's time; deadlines are inclusive
   */
  public static Decision decide(Life life, Policy policy, Instant now) {
    return new Decisions(life, policy, now).decide();
  }
}

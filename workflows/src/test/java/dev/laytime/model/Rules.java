package dev.laytime.model;

import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.Policy;
import java.time.Instant;

/** What a life changes and decides: the real functions, or planted bugs around them. */
interface Rules {

  Rules REAL = new Rules() {};

  default Life on(Life life, Fact fact) {
    return Lifecycle.on(life, fact);
  }

  default Decision decide(Life life, Policy policy, Instant now) {
    return Lifecycle.decide(life, policy, now);
  }
}

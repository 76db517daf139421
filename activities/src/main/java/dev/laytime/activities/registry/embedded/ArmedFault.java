package dev.laytime.activities.registry.embedded;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault that counts whom it strikes. */
final class ArmedFault {

  private final FaultRule rule;
  private final AtomicInteger left;

  ArmedFault(FaultRule rule) {
    this.rule = rule;
    this.left = new AtomicInteger(rule.times());
  }

  Fault fault() {
    return rule.fault();
  }

  /** Whether it strikes; if so, it has. */
  boolean strikes(Request request) {
    return rule.matcher().matches(request.method(), request.path())
        && left.getAndUpdate(n -> n > 0 && n < Integer.MAX_VALUE ? n - 1 : n) > 0;
  }
}

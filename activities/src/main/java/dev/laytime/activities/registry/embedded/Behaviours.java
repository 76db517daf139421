package dev.laytime.activities.registry.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a registry does unlike the spec's plainest reading. Switched at any time, by any thread. */
public final class Behaviours {

  private final Map<Class<? extends Behaviour>, Behaviour> on = new ConcurrentHashMap<>();
  private final List<ArmedFault> faults = new CopyOnWriteArrayList<>();

  Behaviours() {}

  /** Turns a behaviour on; another of its kind is replaced. */
  public void turnOn(Behaviour behaviour) {
    on.put(behaviour.getClass(), behaviour);
  }

  /** Turns a behaviour off. */
  public void turnOff(Class<? extends Behaviour> kind) {
    on.remove(kind);
  }

  /** Adds a fault to those there are. */
  public void inject(FaultRule rule) {
    faults.add(new ArmedFault(rule));
  }

  /** Removes every fault and turns every behaviour off. */
  public void clear() {
    faults.clear();
    on.clear();
  }

  <B extends Behaviour> Optional<B> find(Class<B> kind) {
    return Optional.ofNullable(on.get(kind)).map(kind::cast);
  }

  boolean has(Class<? extends Behaviour> kind) {
    return on.containsKey(kind);
  }

  /** The first fault of a kind that strikes a request. */
  <F extends Fault> Optional<F> strike(Class<F> kind, Request request) {
    return faults.stream()
        .filter(armed -> kind.isInstance(armed.fault()) && armed.strikes(request))
        .findFirst()
        .map(armed -> kind.cast(armed.fault()));
  }
}

package dev.laytime.activities.registry.client;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Locks by name: few of them, so that two names may share one, and none is ever forgotten. */
final class Striped {

  private static final int LOCKS = 64;

  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  Lock get(String name) {
    return locks[Math.floorMod(name.hashCode(), LOCKS)];
  }
}

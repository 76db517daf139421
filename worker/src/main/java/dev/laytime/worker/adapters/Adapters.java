package dev.laytime.worker.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All adapters of a worker, which begin and end with it. */
final class Adapters implements AutoCloseable {

  private final List<Supplier<Runnable>> configured = new ArrayList<>();
  private final List<Runnable> running = new ArrayList<>();

  /** Has one begin from the start on; what it answers then ends it. */
  synchronized void add(Supplier<Runnable> adapter) {
    configured.add(adapter);
  }

  synchronized void start() {
    configured.forEach(adapter -> running.add(adapter.get()));
  }

  @Override
  public synchronized void close() {
    running.forEach(Runnable::run);
    running.clear();
  }
}

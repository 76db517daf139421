package dev.laytime.worker.observers;

import dev.laytime.activities.usage.cluster.PodWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All watches of a worker, which begin and end with it. */
final class Watches implements AutoCloseable {

  private final List<Supplier<PodWatch>> configured = new ArrayList<>();
  private final List<PodWatch> running = new ArrayList<>();

  void add(Supplier<PodWatch> watch) {
    configured.add(watch);
  }

  synchronized void start() {
    configured.forEach(watch -> running.add(watch.get()));
  }

  @Override
  public synchronized void close() {
    running.forEach(PodWatch::close);
    running.clear();
  }
}

package dev.laytime.worker.observers;

import dev.laytime.activities.usage.cluster.PodWatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All watches of a worker, which begin and end with it. */
public final class Watches implements AutoCloseable {

  private static final PodWatch.State NOT_BEGUN =
      new PodWatch.State(false, "it has not begun yet", 0);

  private final Map<String, Supplier<PodWatch>> configured = new LinkedHashMap<>();
  private final Map<String, PodWatch> running = new LinkedHashMap<>();

  /** Has a source watched from the start on. */
  public synchronized void add(String source, Supplier<PodWatch> watch) {
    configured.put(source, watch);
  }

  synchronized void start() {
    configured.forEach((source, watch) -> running.put(source, watch.get()));
  }

  /** The sources that are watched. */
  public synchronized List<String> sources() {
    return new ArrayList<>(configured.keySet());
  }

  /** How the watch of a source is. */
  public synchronized PodWatch.State state(String source) {
    PodWatch watch = running.get(source);
    return watch == null ? NOT_BEGUN : watch.state();
  }

  /** How each is, by source. */
  public Map<String, PodWatch.State> states() {
    Map<String, PodWatch.State> states = new LinkedHashMap<>();
    sources().forEach(source -> states.put(source, state(source)));
    return states;
  }

  @Override
  public synchronized void close() {
    running.values().forEach(PodWatch::close);
    running.clear();
  }
}

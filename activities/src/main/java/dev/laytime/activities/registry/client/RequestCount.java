package dev.laytime.activities.registry.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many requests were sent, by method. */
final class RequestCount {

  private final ConcurrentMap<String, Integer> sent = new ConcurrentHashMap<>();

  void add(String method) {
    sent.merge(method, 1, Integer::sum);
  }

  Map<String, Integer> byMethod() {
    return new TreeMap<>(sent);
  }
}

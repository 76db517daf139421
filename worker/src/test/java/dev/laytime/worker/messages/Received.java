package dev.laytime.worker.messages;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What workflows got, in order: {@code workflow id, message}. */
final class Received {

  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<List<Object>> messages = new LinkedBlockingQueue<>();

  void add(String workflowId, Object message) {
    messages.add(List.of(workflowId, message));
  }

  List<Object> next() throws InterruptedException {
    List<Object> next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return next == null ? List.of() : next;
  }
}

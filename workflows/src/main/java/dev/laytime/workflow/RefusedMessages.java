package dev.laytime.workflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last ten messages that did not count, for people. */
final class RefusedMessages {

  private static final int MOST = 10;
  private static final int LONGEST = 300;

  private final Deque<String> refusals = new ArrayDeque<>();

  void add(String kind, String why) {
    String text = "%s %s: %s".formatted(WorkflowClock.now(), kind, why);
    refusals.addLast(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    while (refusals.size() > MOST) {
      refusals.removeFirst();
    }
  }

  void addAll(List<String> before) {
    refusals.addAll(before);
  }

  List<String> all() {
    return List.copyOf(refusals);
  }
}

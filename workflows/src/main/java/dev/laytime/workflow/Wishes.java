package dev.laytime.workflow;

import dev.laytime.lifecycle.Why;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people asked of a life: new wishes, those under way, and the answers given. */
final class Wishes {

  private static final int MOST_REMEMBERED = 100;

  private final Map<String, CompletablePromise<Why>> answers = new LinkedHashMap<>();
  private final Deque<Wish> fresh = new ArrayDeque<>();
  private final List<Wish> underWay = new ArrayList<>();

  /** Asks the main loop, and waits for its answer; the same request gets the same one. */
  Why ask(String kind, String requestId, Function<CompletablePromise<Why>, Wish> wish) {
    String key = kind + " " + requestId;
    CompletablePromise<Why> known = answers.get(key);
    if (known != null) {
      return known.get();
    }
    CompletablePromise<Why> answer = Workflow.newPromise();
    answers.put(key, answer);
    fresh.add(wish.apply(answer));
    try {
      Why answered = answer.get();
      forgetTheOldest();
      return answered;
    } catch (RuntimeException failed) {
      answers.remove(key);
      throw failed;
    }
  }

  private void forgetTheOldest() {
    while (answers.size() > MOST_REMEMBERED) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  boolean anyFresh() {
    return !fresh.isEmpty();
  }

  @Nullable Wish nextFresh() {
    return fresh.poll();
  }

  /** It is answered once the life comes to rest. */
  void answerLater(Wish wish) {
    underWay.add(wish);
  }

  /** Answers those under way that are ready. */
  void answer(Predicate<Wish> ready, Why why) {
    underWay.removeIf(wish -> ready.test(wish) && wish.answer().complete(why));
  }

  /** Nobody can do anything about it now. */
  void failFresh(RuntimeException failure) {
    for (Wish wish = fresh.poll(); wish != null; wish = fresh.poll()) {
      wish.answer().completeExceptionally(failure);
    }
  }
}

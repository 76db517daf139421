package dev.laytime.starter.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Json;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.view.WhyView;
import dev.laytime.view.WhyView.OneLife;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Types {@code laytime why IMAGE -o json} until the answer is what it waits for. */
final class Watch {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Typed laytime;
  private final Duration patience;

  /**
   * @param patience how long any one thing may take
   */
  Watch(Typed laytime, Duration patience) {
    this.laytime = laytime;
    this.patience = patience;
  }

  /** What is typed. */
  static String[] line(Reference image) {
    return new String[] {"why", image.text(), "-o", "json"};
  }

  /**
   * Waits.
   *
   * @param awaited in words, as in "is PRESENT"
   * @throws CommandFailure if it does not come, with the last answer
   */
  OneLife until(Reference image, String awaited, Predicate<OneLife> condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Typed.Ran ran = laytime.run(line(image));
      OneLife life = ran.status() == 0 ? life(ran.out()) : null;
      if (life != null && condition.test(life)) {
        return life;
      }
      if (System.nanoTime() >= end) {
        throw CommandFailure.error(
            "wait until %s %s".formatted(image, awaited),
            "after %s: %s".formatted(TimeSpan.text(patience), seen(life, image)),
            "on a busy machine give it longer: --timeout; the worker's log tells more (--keep)");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** A life whose state is this one. */
  static Predicate<OneLife> in(String state) {
    return life -> life.why() != null && life.why().state().equals(state);
  }

  private static @Nullable OneLife life(String json) {
    try {
      WhyView view = Json.read(json, WhyView.class);
      return view.lives().isEmpty() ? null : view.lives().getFirst();
    } catch (JsonProcessingException e) {
      throw CommandFailure.error(
          "read what 'laytime why -o json' writes",
          e.getOriginalMessage(),
          "this is a mistake in laytime");
    }
  }

  private String seen(@Nullable OneLife life, Reference image) {
    if (life == null) {
      Typed.Ran ran = laytime.run("why", image.text());
      return (ran.status() == 0 ? ran.out() : ran.err()).strip();
    }
    Why why = life.why();
    return why == null
        ? "it has no life"
        : "it is %s: %s".formatted(why.state(), String.join("; ", why.reasons()));
  }
}

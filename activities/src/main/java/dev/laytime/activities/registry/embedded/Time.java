package dev.laytime.activities.registry.embedded;

import java.time.Duration;
import java.time.Instant;

/** The registry's clock: the machine's, or one that a test moves. */
public interface Time {

  /** The machine's. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  /** What time it is. */
  Instant now();

  /** Lets time pass. */
  void pause(Duration duration) throws InterruptedException;
}

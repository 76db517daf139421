package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What counts as a sequence's failure. */
class TrialTest {

  private static final List<Operation> SEQUENCE = List.of(new Operation.Work(1));

  private final AtomicInteger worlds = new AtomicInteger();

  @Test
  void runsASequenceAnewWhoseTemporalStoodStill() {
    Trial trial = new Trial(() -> new Frozen(worlds.incrementAndGet() <= 2));
    assertThat(trial.run(SEQUENCE)).isNull();
    assertThat(worlds).hasValue(3);
  }

  @Test
  void saysOfWhatStandsStillAgainAndAgainThatItFails() {
    Trial trial = new Trial(() -> new Frozen(worlds.incrementAndGet() > 0));
    assertThat(trial.run(SEQUENCE)).isInstanceOf(World.StandsStill.class);
    assertThat(worlds).hasValue(3);
  }

  /** A world in which no time may pass. */
  private record Frozen(boolean frozen) implements World {
    @Override
    public void perform(Operation operation) {
      if (frozen) {
        throw new StandsStill("no time has passed");
      }
    }

    @Override
    public void settle() {}

    @Override
    public void close() {}
  }
}

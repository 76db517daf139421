package dev.laytime.starter;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.Screen;
import dev.laytime.starter.temporal.TemporalFinder;

/** What every command works with. */
record CommandContext(Surroundings surroundings, GlobalOptions global, Interruption interruption) {

  /** The screen, once the options are known. */
  Screen screen() {
    return global.screen(surroundings.streams(), surroundings.environment());
  }

  TemporalFinder finder() {
    return new TemporalFinder(
        surroundings.usualServer(), surroundings.installation(), screen(), interruption);
  }
}

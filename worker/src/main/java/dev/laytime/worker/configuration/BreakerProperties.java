package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.StageSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may leave one repository without a person's word.
 *
 * @param images at most so many within the window, 1 or more
 * @param percent of the repository's images, 1 to 100; from 10 images up
 * @param window how long removals count, as in {@code 24h}
 */
public record BreakerProperties(
    @DefaultValue("50") int images,
    @DefaultValue("30") int percent,
    @DefaultValue("24h") String window) {

  private static final int WHOLE = 100;

  /**
   * @throws IllegalArgumentException if a number or the time is out of range
   */
  public BreakerProperties {
    Require.atLeast("images", images, 1);
    Require.between("percent", percent, 1, WHOLE);
    var _ = Require.duration("window", window);
  }

  StageSettings.Breaker settings() {
    return new StageSettings.Breaker(images, percent, Require.duration("window", window));
  }
}

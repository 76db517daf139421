package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people decided for one image: read anew at every wake-up, never carried along.
 *
 * @param revision tells one state of the configuration from another
 * @param stage the stage that the image lies in; null where no stage has it any longer
 * @param objection why nothing may be taken away, for people; null where a person has switched on
 *     deletion and this image's origin is covered
 * @param holds whether hold tags may be written: only where deletion is switched on
 * @param gracePeriod from last needed to quarantine
 * @param quarantine from quarantine to deletion
 * @param pause a person's word that nothing leaves the stage, over or not; null for none
 */
public record Policy(
    String revision,
    @Nullable String stage,
    @Nullable String objection,
    boolean holds,
    Origin origin,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration gracePeriod,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration quarantine,
    @Nullable StagePause pause) {

  /** For a stage that nobody has paused. */
  public Policy(
      String revision,
      @Nullable String stage,
      @Nullable String objection,
      boolean holds,
      Origin origin,
      Duration gracePeriod,
      Duration quarantine) {
    this(revision, stage, objection, holds, origin, gracePeriod, quarantine, null);
  }

  /** The pause that holds; null for none. */
  @Nullable StagePause paused(Instant now) {
    return pause != null && pause.holds(now) ? pause : null;
  }
}

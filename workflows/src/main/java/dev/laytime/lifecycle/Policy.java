package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param prohibitions of the image's own name, and of every digest in its repository
 */
public record Policy(
    String revision,
    @Nullable String stage,
    @Nullable String objection,
    boolean holds,
    Origin origin,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration gracePeriod,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration quarantine,
    @Nullable StagePause pause,
    List<Prohibition> prohibitions) {

  public Policy {
    prohibitions = prohibitions == null ? List.of() : List.copyOf(prohibitions);
  }

  /** For a stage that nobody has paused, and an image that nobody has forbidden. */
  public Policy(
      String revision,
      @Nullable String stage,
      @Nullable String objection,
      boolean holds,
      Origin origin,
      Duration gracePeriod,
      Duration quarantine) {
    this(revision, stage, objection, holds, origin, gracePeriod, quarantine, null, List.of());
  }

  /** The same, where it comes from somewhere else. */
  public Policy from(Origin other) {
    return new Policy(
        revision, stage, objection, holds, other, gracePeriod, quarantine, pause, prohibitions);
  }

  /** The same, where people have forbidden some of it. */
  public Policy forbidding(List<Prohibition> words) {
    return new Policy(
        revision, stage, objection, holds, origin, gracePeriod, quarantine, pause, words);
  }

  /** What forbids to bring something under a name; null where nothing does. */
  public @Nullable Prohibition against(Reference name, @Nullable Digest digest) {
    return prohibitions.stream().filter(word -> word.covers(name, digest)).findFirst().orElse(null);
  }

  /** The pause that holds; null for none. */
  @Nullable StagePause paused(Instant now) {
    return pause != null && pause.holds(now) ? pause : null;
  }
}

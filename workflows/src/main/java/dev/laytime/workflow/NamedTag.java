package dev.laytime.workflow;

import dev.laytime.activity.LookRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A tag that its life writes. */
final class NamedTag {

  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
  private static final int LOOKS = 7;

  private NamedTag() {}

  /** What an image is now; null for nothing. */
  static @Nullable Digest look(Reference image) {
    return PromotionStubs.looking("what " + image + " is")
        .look(new LookRequest(image, null))
        .digest();
  }

  /** Looks for two minutes, ever less often, until the tag names an image; whether it does. */
  static boolean comesToName(Reference target, Digest digest) {
    return comesToName(target, digest, _ -> {});
  }

  /**
   * Looks like that.
   *
   * @param meanwhile takes each other thing that the tag names, null for nothing, and may throw
   */
  static boolean comesToName(
      Reference target, Digest digest, Consumer<@Nullable Digest> meanwhile) {
    Duration length = FIRST_LOOK;
    for (int i = 0; i < LOOKS; i++) {
      try (Pause pause = Pause.until(WorkflowClock.in(length), "until " + target + " names it")) {
        pause.await(() -> false);
      }
      Digest named = look(target);
      if (digest.equals(named)) {
        return true;
      }
      meanwhile.accept(named);
      Duration twice = length.multipliedBy(2);
      length = twice.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : twice;
    }
    return false;
  }
}

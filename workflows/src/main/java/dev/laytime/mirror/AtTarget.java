package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.mirror.MirrorTarget.Belief;
import dev.laytime.mirror.MirrorTarget.Brought;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image where its copy is kept.
 *
 * @param brought what was brought last; null for nothing
 * @param belief what the copy's tag is believed to name; null where nobody knows
 * @param writing what the copy's tag was about to name, where nobody wrote down that it does; null
 *     for nothing
 */
public record AtTarget(
    @Nullable Brought brought, @Nullable Belief belief, @Nullable Brought writing) {

  /** Nothing was brought. */
  static final AtTarget NOTHING = new AtTarget(null, null, null);

  boolean isThere() {
    return brought != null && belief != null && brought.written().equals(belief.digest());
  }

  @Nullable Brought behind(Digest there) {
    if (writing != null && there.equals(writing.written())) {
      return writing;
    }
    return brought != null && there.equals(brought.written()) ? brought : null;
  }

  AtTarget writing(Brought now) {
    return new AtTarget(brought, belief, now);
  }

  AtTarget believed(Belief now) {
    return new AtTarget(brought, now, writing);
  }

  AtTarget brought(Brought now) {
    return new AtTarget(now, belief, null);
  }
}

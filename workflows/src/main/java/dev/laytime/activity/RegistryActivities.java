package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * What is done in registries and image layouts.
 *
 * <p>Both activities may be run again at any time: they look first and do only what is missing.
 * They fail with an {@code ApplicationFailure} whose type is the name of a {@link FailureType} and
 * whose only detail is a {@link Problem}.
 */
@ActivityInterface
public interface RegistryActivities {

  /** Finds out which digest a tag names now; a location with a digest is looked up as well. */
  ResolveResult resolve(ResolveRequest request);

  /**
   * Copies a closure: the manifest or index, all children, all blobs, and the referrers of each.
   *
   * <p>Every byte is verified while it streams, and the target's tag is written last. Heartbeats
   * carry {@link CopyProgress}; they need a timeout of several seconds. A cancelled copy ends
   * within seconds and writes no tag, nor does an attempt that was silent for half that timeout.
   *
   * @return what was moved; nothing moved where the target was complete already
   */
  CopyResult copy(CopyRequest request);
}

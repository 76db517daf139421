package dev.laytime.activities.build;

import dev.laytime.activity.BuildRequest;
import dev.laytime.image.Digest;

/** Builds by one strategy. */
public interface Builder {

  /**
   * Builds an image and pushes it. May be asked again at any time.
   *
   * @param pulse called while that takes time
   * @return the digest of what was pushed
   * @throws dev.laytime.build.BuildException if the build itself is at fault; also as the cause of
   *     the other
   * @throws dev.laytime.usage.FileTree.UnreadableException if something else is
   */
  Digest build(BuildRequest request, Pulse pulse);

  /**
   * Has what goes on elsewhere for a build end: nobody wants it any more.
   *
   * @throws dev.laytime.usage.FileTree.UnreadableException if it may go on
   */
  default void callOff(BuildRequest request) {}
}

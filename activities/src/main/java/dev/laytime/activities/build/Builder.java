package dev.laytime.activities.build;

import dev.laytime.activity.BuildRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.List;

/** Builds by one strategy. */
public interface Builder {

  /**
   * What was pushed.
   *
   * @param by the images that built it, by digest; none where the worker did, or nobody knows
   */
  record Pushed(Digest digest, List<Reference> by) {
    public Pushed {
      by = List.copyOf(by);
    }
  }

  /**
   * Builds an image and pushes it. May be asked again at any time.
   *
   * @param pulse called while that takes time
   * @throws dev.laytime.build.BuildException if the build itself is at fault; also as the cause of
   *     the other
   * @throws dev.laytime.usage.FileTree.UnreadableException if something else is
   */
  Pushed build(BuildRequest request, Pulse pulse);

  /**
   * Has what goes on elsewhere for a build end: nobody wants it any more.
   *
   * @throws dev.laytime.usage.FileTree.UnreadableException if it may go on
   */
  default void callOff(BuildRequest request) {}
}

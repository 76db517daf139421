package dev.laytime.activities.build;

import dev.laytime.build.BuildId;
import dev.laytime.image.Platform;
import java.util.List;

/** What the builders of a strategy say while they build. */
public interface BuildLogs {

  /** So many lines are told at most. */
  int MOST = 500;

  /**
   * The end of it, one line each, the oldest first.
   *
   * @param platforms that it is built for
   * @return none where nothing is known of such a build
   * @throws dev.laytime.usage.FileTree.UnreadableException if it cannot be had now
   */
  List<String> tail(BuildId id, List<Platform> platforms);
}

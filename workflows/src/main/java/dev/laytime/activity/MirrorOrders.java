package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import org.jspecify.annotations.Nullable;

/**
 * What is to be polled.
 *
 * @param source null where the mirror is not polled (any more)
 * @param target null where the mirror is not polled (any more)
 * @param tags whether it selects tags; otherwise known images are looked at
 * @param stage that the target lies in; null where it lies in none, or has several
 * @param stop where the last poll was broken off; null where it was not
 */
public record MirrorOrders(
    @Nullable RepositoryPrefix source,
    @Nullable RepositoryPrefix target,
    boolean tags,
    @Nullable String stage,
    @Nullable PollStop stop) {

  /** Those of a mirror that is not polled. */
  public static final MirrorOrders NONE = new MirrorOrders(null, null, false, null, null);
}

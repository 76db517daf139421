package dev.laytime.mirror;

import dev.laytime.image.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a tag at the destination, that names something else, may be moved. */
public enum Overwrite {
  /** What is there stays. */
  NEVER,

  /** Only to a higher {@link Version}: what has none never moves. */
  FORWARD,

  /** The destination follows the source. */
  ALWAYS;

  /**
   * Whether a tag at the destination may be moved.
   *
   * @param brought the source's tag by which what is there was brought; null for something else
   * @param now the source's tag that is to be brought
   */
  public boolean allows(@Nullable Tag brought, Tag now) {
    return switch (this) {
      case NEVER -> false;
      case FORWARD -> higher(brought, now);
      case ALWAYS -> true;
    };
  }

  private static boolean higher(@Nullable Tag brought, Tag now) {
    Optional<Version> before = Optional.ofNullable(brought).flatMap(Version::of);
    Optional<Version> after = Version.of(now);
    return before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) > 0;
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.List;

/** Which floating tags promotions have moved, and what they follow. */
public interface FollowingTags {

  /** Those of a repository, by tag. */
  List<Floating> in(Repository repository);

  /**
   * A floating tag.
   *
   * @param version the tag that it follows
   * @param promotion by which it was moved last
   */
  record Floating(Reference image, Tag version, Digest digest, String promotion, Instant movedAt) {}
}

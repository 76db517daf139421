package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The promotions that there are and were, for people. */
public interface Promotions {

  /** At most so many are listed. */
  int MOST = 500;

  /** The last order of a promotion, by workflow id. */
  Optional<Known> find(String promotion);

  /** One order of a promotion. */
  Optional<Known> find(String promotion, String requestId);

  /** Those that a filter lets through, the last ordered first. */
  List<Known> list(Filter filter);

  /**
   * What was brought into a repository of a stage, the last first: each digest once, where it came
   * last. The first is the present one; older versions that came while a newer one was there are
   * not among them.
   *
   * @param line the tag, where the repository's tags are moved; empty for those that are not
   */
  List<Brought> history(Repository repository, String line);

  /** The lines of a repository: tags that are moved, and the empty text for those that are not. */
  List<String> lines(Repository repository);

  /**
   * An order, and how far it came.
   *
   * @param proof how it is proven who gave it; null where it is asserted
   * @param automatic whether the path itself gave it
   * @param endedAt when it was over; null while it is not
   */
  record Known(
      PromotionStatus status,
      @Nullable String proof,
      boolean automatic,
      @Nullable Instant endedAt,
      Instant updatedAt) {}

  /**
   * What was brought.
   *
   * @param known the order by which
   * @param tag under which
   * @param digest what
   * @param at when
   * @param keptAs how many are later; zero for the present one
   * @param kept whether it is kept for that
   */
  record Brought(
      Known known, String stage, String tag, Digest digest, Instant at, int keptAs, boolean kept) {}

  /**
   * Which are meant; null for any.
   *
   * @param stage that they lead to
   * @param repository of the stage image, as in {@code registry.example.com/prod/app}
   * @param limit at most so many, up to {@link #MOST}
   */
  record Filter(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable PromotionState state,
      @Nullable String path,
      int limit) {}
}

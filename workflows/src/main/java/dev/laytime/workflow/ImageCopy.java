package dev.laytime.workflow;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One closure on its way to one target. Workflow id: {@link WorkflowIds#copy}.
 *
 * <p>It is asked for by update-with-start: start with an {@link Order}, update {@link #request}
 * with the same one. A target has one writer: while a copy runs, an order for the same image joins
 * it and any other is told to wait. The lives for which it runs are told its outcome.
 */
@WorkflowInterface
public interface ImageCopy {

  /**
   * Copies what is ordered.
   *
   * @return what was moved
   * @throws io.temporal.failure.ApplicationFailure of a type named in {@link
   *     dev.laytime.activity.FailureType}, with a {@link dev.laytime.activity.Problem}
   */
  @WorkflowMethod
  CopyResult run(Order order);

  /** Whether this run does what is ordered. Asking twice does no harm. */
  @UpdateMethod
  Answer request(Order order);

  /** Where the copy stands. */
  @QueryMethod
  Status status();

  /**
   * What to copy where.
   *
   * @param requestId tells one request from another; the same id is the same request
   * @param source where the image is
   * @param digest what to copy; null for what the source's tag names when the copy starts
   * @param target where it shall be
   * @param platforms the only ones to copy; empty for all
   * @param referrers whether referrers come along
   * @param patience how long it may take in all, waiting and retries included
   * @param life the image whose life is told the outcome; null where nobody is
   * @param foreignLayers whether layers that their vendor keeps elsewhere come along, from there
   * @param expected what the target's tag may name instead when it is written; null for whatever it
   *     names
   */
  record Order(
      String requestId,
      ImageLocation source,
      @Nullable Digest digest,
      ImageLocation target,
      List<Platform> platforms,
      boolean referrers,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Duration patience,
      @Nullable Reference life,
      boolean foreignLayers,
      @Nullable ExpectedTag expected) {

    public Order {
      platforms = List.copyOf(platforms);
    }

    /** An order whatever the target's tag names. */
    public Order(
        String requestId,
        ImageLocation source,
        @Nullable Digest digest,
        ImageLocation target,
        List<Platform> platforms,
        boolean referrers,
        Duration patience,
        @Nullable Reference life,
        boolean foreignLayers) {
      this(
          requestId,
          source,
          digest,
          target,
          platforms,
          referrers,
          patience,
          life,
          foreignLayers,
          null);
    }

    /** An order of somebody who waits for the result, or does not care. */
    public Order(
        String requestId,
        ImageLocation source,
        @Nullable Digest digest,
        ImageLocation target,
        List<Platform> platforms,
        boolean referrers,
        Duration patience) {
      this(requestId, source, digest, target, platforms, referrers, patience, null, false);
    }

    /**
     * Whether doing this order does the other one, too.
     *
     * @param known the digest that this order came to, as far as it is known
     */
    public boolean covers(Order other, @Nullable Digest known) {
      return sameImage(other, known)
          && target.equals(other.target)
          && platforms.equals(other.platforms)
          && referrers == other.referrers
          && foreignLayers == other.foreignLayers
          && Objects.equals(expected, other.expected);
    }

    private boolean sameImage(Order other, @Nullable Digest known) {
      return other.digest == null
          ? digest == null && source.equals(other.source)
          : other.digest.equals(known);
    }
  }

  /** The answer to a request. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = Busy.class, name = "busy"),
  })
  sealed interface Answer {}

  /** This run was started for the request. */
  record Accepted() implements Answer {}

  /** This run was on it already. */
  record Joined() implements Answer {}

  /**
   * This run writes something else to the target: ask again after its outcome.
   *
   * @param source what it copies
   * @param digest of that, once it is known
   */
  record Busy(ImageLocation source, @Nullable Digest digest) implements Answer {}

  /** The states of a copy, as search attribute {@code LaytimeState} shows them. */
  enum State {
    RESOLVING,
    COPYING,
    THROTTLED,
    COPIED,
    FAILED,
    CANCELLED
  }

  /**
   * Where a copy stands.
   *
   * @param digest what is copied, once it is known
   * @param nextAttempt when it tries again, while it is {@code THROTTLED}
   */
  record Status(State state, @Nullable Digest digest, @Nullable Instant nextAttempt) {}
}

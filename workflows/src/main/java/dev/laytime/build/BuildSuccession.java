package dev.laytime.build;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What another order means to a build of the same image.
 *
 * @param reason for people; null where there is nothing to say
 */
public record BuildSuccession(Answer answer, @Nullable String reason) {

  /** What becomes of the other order. */
  public enum Answer {
    /** This build was begun for it, or is to begin anew for it. */
    ACCEPTED,
    /** The same is being built, or was a moment ago. */
    JOINED,
    /** Ask again later. */
    BUSY,
    /** Never. */
    REFUSED
  }

  /**
   * Decides.
   *
   * @param present what is being built
   * @param state where that stands
   */
  public static BuildSuccession of(BuildOrder present, BuildState state, BuildOrder next) {
    if (!next.image().equals(present.image())) {
      return new BuildSuccession(Answer.REFUSED, "this is the build of " + present.image());
    }
    boolean same = next.rule().equals(present.rule()) && Objects.equals(next.ref(), present.ref());
    if (next.requestId().equals(present.requestId())) {
      return same
          ? new BuildSuccession(Answer.ACCEPTED, null)
          : new BuildSuccession(
              Answer.REFUSED,
              "the request id %s is that of another order: give each order one of its own"
                  .formatted(next.requestId()));
    }
    if (state == BuildState.DONE && same) {
      return new BuildSuccession(Answer.JOINED, null);
    }
    if (state.over()) {
      return new BuildSuccession(Answer.ACCEPTED, null);
    }
    return same
        ? new BuildSuccession(Answer.JOINED, null)
        : new BuildSuccession(
            Answer.BUSY,
            "it is being built by rule %s of %s"
                .formatted(
                    present.rule(),
                    present.ref() == null ? "what its tag says" : present.ref().said()));
  }

  /** The word that senders get. */
  public String text() {
    return switch (answer) {
      case ACCEPTED -> "accepted";
      case JOINED -> "joined";
      case BUSY -> "busy";
      case REFUSED -> "refused";
    };
  }
}

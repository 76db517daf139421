package dev.laytime.view;

import dev.laytime.image.Digest;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Why;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/why?image=REFERENCE}: everything the ledger knows of one image, dead or alive;
 * 404 where it knows nothing. A reference outside the stages answers for the stage images that it
 * claims.
 *
 * @param image as it was asked for, normalised
 * @param lives the stage images that are meant
 */
public record WhyView(String image, List<OneLife> lives) {

  public WhyView {
    lives = List.copyOf(lives);
  }

  /**
   * One stage image.
   *
   * @param why where its life stands; null for one that has no life now
   * @param sources what every registered source says of it now
   * @param story its events, oldest first, the last hundred
   * @param obituaries of its earlier lives, newest first
   * @param decided what people decided that holds for it now, for people: that its stage is paused
   * @param trouble what keeps its life from going on that the life cannot know: task queues that
   *     nobody polls, registries that must be waited for
   * @param promotions that take it or bring it, the last ordered first, at most ten
   */
  public record OneLife(
      String image,
      @Nullable Why why,
      List<SourceWord> sources,
      List<Event> story,
      List<Obituary> obituaries,
      List<String> decided,
      List<String> trouble,
      List<Promoted> promotions) {

    public OneLife {
      sources = List.copyOf(sources);
      story = List.copyOf(story);
      obituaries = List.copyOf(obituaries);
      decided = decided == null ? List.of() : List.copyOf(decided);
      trouble = List.copyOf(trouble);
      promotions = promotions == null ? List.of() : List.copyOf(promotions);
    }

    /** One that no promotion is about. */
    public OneLife(
        String image,
        @Nullable Why why,
        List<SourceWord> sources,
        List<Event> story,
        List<Obituary> obituaries,
        List<String> decided,
        List<String> trouble) {
      this(image, why, sources, story, obituaries, decided, trouble, List.of());
    }

    /** One of which nobody decided anything, and that nothing is known to be in the way of. */
    public OneLife(
        String image,
        @Nullable Why why,
        List<SourceWord> sources,
        List<Event> story,
        List<Obituary> obituaries) {
      this(image, why, sources, story, obituaries, List.of(), List.of());
    }

    /** The same, with what keeps it from going on. */
    public OneLife inTrouble(List<String> what) {
      return new OneLife(image, why, sources, story, obituaries, decided, what, promotions);
    }
  }

  /**
   * What one source says.
   *
   * @param says {@code named}, {@code not named} or {@code not yet}
   * @param why for {@code named} who names it, for {@code not named} where it looked and what it
   *     left out, for {@code not yet} what is missing
   * @param at when its last complete scan started; null where there was none
   * @param lacks what its last scan lacked, so that it proves nothing: a file that could not be
   *     read and why, or that it is held; null for nothing, and where {@code why} says it
   */
  public record SourceWord(
      String source, String says, List<String> why, @Nullable Instant at, @Nullable String lacks) {
    public SourceWord {
      why = List.copyOf(why);
    }

    /** The word of a source that lacks nothing. */
    public SourceWord(String source, String says, List<String> why, @Nullable Instant at) {
      this(source, says, why, at, null);
    }
  }

  /**
   * A promotion of the image.
   *
   * @param id as {@code laytime promotions} lists it
   * @param takes whether it takes the image from here; else it brings it here
   * @param stage that it leads to
   * @param proof how it is proven who ordered it; null where it is asserted
   * @param at when it was over; before that when it began to move, or was ordered
   * @param cause why it is where it is; empty for nothing to say
   * @param waitsFor the gates at which it stands, each with its reason
   */
  public record Promoted(
      String id,
      boolean takes,
      PromotionState state,
      String path,
      String stage,
      Digest digest,
      String by,
      @Nullable String proof,
      Instant at,
      String cause,
      List<Gate.Report> waitsFor) {
    public Promoted {
      waitsFor = List.copyOf(waitsFor);
    }
  }
}

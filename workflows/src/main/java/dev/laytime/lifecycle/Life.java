package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one image's life knows.
 *
 * @param schema of this record; a release reads a new one before any writes it
 * @param image its name inside a stage, by tag or by digest
 * @param epoch raised by everything that makes the image needed again: what was decided under an
 *     older one is refused
 * @param sequence of the last event
 * @param recalled whether the ledger was asked
 * @param digest what it is, as far as is known
 * @param lookedAt when the registry last told what the name is; null where it must be asked
 * @param firstSeen by any life of this image
 * @param touched when anything last needed or brought it: unused counts from here
 * @param source where it was copied from
 * @param words one a source, sorted by name
 * @param offer what shall be there instead
 * @param displaced what was under the name before and is not held yet
 * @param errand what somebody else carries out
 * @param inquiry how far the asking has come whether it may leave
 * @param lookAgainAt when a request in doubt can no longer take effect
 * @param learned whose closure the ledger has
 * @param held whether its hold tag was written, of one that is known by digest alone
 * @param restoring whether its tag must come back whoever names it
 * @param attempts how many steps failed in a row
 * @param releasedBytes by its deletion
 * @param news events that the ledger does not have yet
 * @param missing that what is in quarantine was not found; null where it was when last looked for
 * @param doubted a copy whose order may have been taken though no answer came; null where it is
 *     known of every copy whether it began and ended
 * @param refused how many of its removals in a row were refused, or failed
 * @param barred what a copy would have brought that was refused as forbidden; null since one came,
 *     or somebody wants to try
 * @param adopted whether a sweep found it, and no source has ever named it
 * @param promotions who wants it in another stage, oldest first
 */
public record Life(
    int schema,
    Reference image,
    LifeState state,
    long epoch,
    long sequence,
    boolean recalled,
    @Nullable Digest digest,
    @Nullable Instant lookedAt,
    @Nullable Instant firstSeen,
    Instant touched,
    @Nullable Reference source,
    List<Word> words,
    @Nullable Pin pin,
    @Nullable Offer offer,
    List<Digest> displaced,
    @Nullable Errand errand,
    @Nullable Inquiry inquiry,
    @Nullable Instant lookAgainAt,
    @Nullable Digest learned,
    boolean held,
    boolean restoring,
    int attempts,
    long releasedBytes,
    List<Event> news,
    @Nullable Missing missing,
    @Nullable Errand doubted,
    int refused,
    @Nullable Digest barred,
    boolean adopted,
    List<PromotionAsk> promotions) {

  /** The schema that this release writes. */
  public static final int SCHEMA = 1;

  public Life {
    words = List.copyOf(words);
    displaced = List.copyOf(displaced);
    news = List.copyOf(news);
    promotions = promotions == null ? List.of() : List.copyOf(promotions);
  }

  /** A life that knows nothing but its name. */
  public static Life begin(Reference image, Instant now) {
    return begin(image, now, image.digest());
  }

  /** A life that knows its name, and what that was before. */
  public static Life begin(Reference image, Instant now, @Nullable Digest digest) {
    return new Life(
        SCHEMA,
        image,
        new LifeState.Wanted(),
        0,
        0,
        false,
        digest,
        null,
        null,
        now,
        null,
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        false,
        0,
        0,
        List.of(),
        null,
        null,
        0,
        null,
        false,
        List.of());
  }

  /** Whether a tag must exist for the image to be pulled by its name. */
  public boolean byTag() {
    return image instanceof Reference.Tagged;
  }

  /** Whether any source names it. */
  public boolean named() {
    return words.stream().anyMatch(word -> word.count() > 0);
  }

  /** Whether it must be brought where it is not: what only keeps it does not ask for that. */
  boolean ordered(Instant now) {
    return (pin != null && pin.holds(now)) || words.stream().anyMatch(Word::orders);
  }

  /** Whether a Pod waits for it where it is missing. */
  public boolean awaited() {
    return words.stream().anyMatch(Word::awaits);
  }

  /** Until when a copy that it asked for may run; null where none does. */
  public @Nullable Instant copyingUntil() {
    Instant doubt = doubted == null ? null : doubted.until();
    if (errand == null || errand.kind() != Errand.Kind.COPY) {
      return doubt;
    }
    return doubt != null && doubt.isAfter(errand.until()) ? doubt : errand.until();
  }

  /** Why it stays, the weightiest first; empty where nothing keeps it. */
  public List<String> keepers(Instant now) {
    List<String> keepers = new ArrayList<>();
    for (Word word : words) {
      if (word.count() > 0) {
        keepers.add(
            "named by %s: %s%s"
                .formatted(word.source(), String.join("; ", word.first()), more(word)));
      }
    }
    if (pin != null && pin.holds(now)) {
      keepers.add(pin.toString());
    }
    return keepers;
  }

  private static String more(Word word) {
    int more = word.count() - word.first().size();
    return more > 0 ? " and %d more".formatted(more) : "";
  }

  /** The state apart from a failure: what it goes on with. */
  public LifeState stance() {
    return state instanceof LifeState.Failing failing ? failing.before() : state;
  }

  /** The same, whose name and hold must be looked at in the registry. */
  public Life unseen() {
    return with(change -> {
      change.lookedAt = null;
      change.held = false;
    });
  }

  /** A copy with some components changed. */
  Life with(Consumer<LifeChange> changes) {
    LifeChange change = new LifeChange(this);
    changes.accept(change);
    return change.done();
  }
}

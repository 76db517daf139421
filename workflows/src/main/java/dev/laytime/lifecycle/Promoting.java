package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a life does about those who want its image in another stage. */
final class Promoting {

  private final Life life;
  private final Instant now;

  Promoting(Life life, Instant now) {
    this.life = life;
    this.now = now;
  }

  /** What is asked for now, of an image that is there; null for nothing. */
  Decision.@Nullable Promote due() {
    Digest digest = life.digest();
    if (digest == null) {
      return null;
    }
    for (PromotionAsk ask : life.promotions()) {
      boolean later = ask.nextAttempt() != null && now.isBefore(ask.nextAttempt());
      if (!later && (ask.digest() == null || ask.digest().equals(digest))) {
        return new Decision.Promote(ask, digest);
      }
    }
    return null;
  }

  /** What has waited for too long; null for nothing. */
  Decision.@Nullable Drop over() {
    for (PromotionAsk ask : life.promotions()) {
      if (!now.isBefore(ask.end())) {
        return new Decision.Drop(ask, ask.text() + " came to nothing: " + waitsFor(ask));
      }
    }
    return null;
  }

  /** Whatever the life waits for, who asks learns what is wanted of it. */
  Decision told(Decision decided) {
    if (life.promotions().isEmpty()
        || !(decided instanceof Decision.Rest(var until, var reasons))) {
      return decided;
    }
    List<String> all = new ArrayList<>(reasons);
    Instant next = until;
    for (PromotionAsk ask : life.promotions()) {
      all.add(ask.text() + ": " + waitsFor(ask));
      next = Decisions.earliest(next, ask.end(), later(ask));
    }
    return new Decision.Rest(next, all);
  }

  private @Nullable Instant later(PromotionAsk ask) {
    return ask.nextAttempt() != null && ask.nextAttempt().isAfter(now) ? ask.nextAttempt() : null;
  }

  private String waitsFor(PromotionAsk ask) {
    if (!ask.cause().isEmpty()) {
      return ask.cause();
    }
    boolean there =
        life.stance() instanceof LifeState.Present || life.stance() instanceof LifeState.Unused;
    return there && ask.digest() != null && !ask.digest().equals(life.digest())
        ? "it is not " + ask.digest() + " here"
        : "it is not known to be in its stage";
  }
}

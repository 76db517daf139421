package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.worker.ledger.Wishes.Granted;
import dev.laytime.worker.ledger.Wishes.RefusedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people forbid and allow; to be called within a transaction. */
final class ForbiddingWishes {

  private static final int MOST_TOLD = 10;

  private final Tables tables;

  ForbiddingWishes(Tables tables) {
    this.tables = tables;
  }

  Granted forbid(Reference named, String by, String why, Instant now) {
    Reference image = Claims.plain(named);
    requireInAStage(image);
    Optional<Prohibition> before = tables.forbidden.lock(image);
    if (before.isPresent() && before.get().why().equals(why)) {
      return new Granted("%s is %s".formatted(image, before.get()), List.of(), List.of());
    }
    Prohibition word = new Prohibition(image, by, now.truncatedTo(ChronoUnit.SECONDS), why);
    tables.forbidden.write(word);
    return granted(
        image,
        "%s is %s; what is there leaves like any other, and nothing brings it again until `laytime"
                .formatted(image, word)
            + " allow %s`".formatted(image));
  }

  Granted allow(Reference named, String by, Instant now) {
    Reference image = Claims.plain(named);
    Optional<Prohibition> before = tables.forbidden.lock(image);
    if (before.isEmpty()) {
      return new Granted(
          "%s is not forbidden%s".formatted(image, others(image)), List.of(), List.of());
    }
    tables.forbidden.allow(image, by, now);
    return granted(
        image,
        "%s may be brought again: %s allowed what was %s".formatted(image, by, before.get())
            + others(image));
  }

  /** A name is allowed, and its digest may not be. */
  private String others(Reference image) {
    List<Prohibition> others =
        tables.forbidden.on(image, null).stream()
            .filter(word -> word.image().repository().equals(image.repository()))
            .toList();
    return others.isEmpty()
        ? ""
        : others.stream()
            .limit(MOST_TOLD)
            .map(word -> word.image().selector())
            .collect(Collectors.joining(", ", "; still forbidden in its repository: ", ""));
  }

  private Granted granted(Reference image, String text) {
    Digest digest = image.digest();
    List<Reference> look =
        Stream.concat(
                tables.lives.imagesIn(image.repository()).stream()
                    .filter(life -> digest != null || life.equals(image)),
                digest == null ? Stream.of() : tables.lives.mayMeet(digest).stream())
            .distinct()
            .toList();
    tables.looks.owe(look, text);
    return new Granted(text, look, List.of());
  }

  private void requireInAStage(Reference image) {
    if (image instanceof Reference.Tagged(_, var tag) && ReservedTags.isReserved(tag)) {
      throw new RefusedException(
          "Refused: the tag %s is bookkeeping, no image".formatted(tag),
          false,
          "name the image itself: `laytime images` lists all");
    }
    Ground ground = tables.ground();
    if (Stages.of(ground.stages(), image.repository()).isPresent()) {
      return;
    }
    String claimed =
        Claims.of(image, Stages.prefixes(ground.stages()), ground.rules()).stream()
            .map(Reference::text)
            .collect(Collectors.joining(", "));
    throw new RefusedException(
        "%s lies in no stage".formatted(image),
        true,
        claimed.isEmpty()
            ? "name an image of a stage: `laytime stage` lists the stages"
            : "name the image of the stage: " + claimed);
  }
}

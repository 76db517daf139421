package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What promotions keep: what they brought last, what one can go back to, and what they are about
 * while they are not over.
 */
final class PromotionKeepers {

  private final PromotionImages images;
  private final PromotionMemory memory;
  private final FollowingRows following;

  PromotionKeepers(PromotionImages images, PromotionMemory memory, FollowingRows following) {
    this.images = images;
    this.memory = memory;
    this.following = following;
  }

  /**
   * Why an image stays.
   *
   * @param digest what it is; null where nobody knows
   * @param grace of its stage
   */
  List<String> of(Reference image, @Nullable Digest digest, Duration grace, Instant now) {
    List<String> reasons = new ArrayList<>();
    images.onTheirWay(image.repository(), now).stream()
        .filter(row -> isAbout(row.image(), row.digest(), image, digest, false))
        .forEach(row ->
            reasons.add(
                "%s %s"
                        .formatted(
                            row.promotion(), row.target() ? "brings it" : "takes it from here")
                    + (row.state().equals("WAITING") ? ", and is at its gates" : "")));
    for (PromotionMemory.Place place : memory.of(image.repository(), grace, now)) {
      if (place.kept()
          && names(place, image.repository())
              .anyMatch(name -> isAbout(name, place.image().digest(), image, digest, true))) {
        reasons.add(place.reason());
      }
    }
    return reasons;
  }

  /** Its own, and those that follow it. */
  private Stream<Reference> names(PromotionMemory.Place place, Repository repository) {
    Digest digest = place.image().digest();
    return Stream.concat(
        Stream.of(place.image().image()),
        following.in(repository).stream()
            .filter(floating -> floating.digest().equals(digest))
            .map(FollowingTags.Floating::image));
  }

  /**
   * Whether a name and its digest are what is asked about: by digest the image itself, by tag that
   * name.
   *
   * @param unmoved whether the name counts only where it still has that digest
   */
  private static boolean isAbout(
      Reference name, Digest has, Reference image, @Nullable Digest digest, boolean unmoved) {
    if (image.digest() != null) {
      return has.equals(image.digest());
    }
    boolean same = name.tag() != null && name.tag().equals(Claims.plain(image).tag());
    return same && (!unmoved || digest == null || digest.equals(has));
  }
}

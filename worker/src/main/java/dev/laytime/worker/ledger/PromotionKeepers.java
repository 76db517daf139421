package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    following.in(image.repository()).stream()
        .filter(floating -> isFollowed(floating, image, digest))
        .forEach(floating ->
            reasons.add(
                "%s follows %s since %s (%s)"
                    .formatted(
                        floating.image(),
                        floating.version(),
                        floating.movedAt(),
                        floating.promotion())));
    for (PromotionMemory.Place place : memory.of(image.repository(), grace, now)) {
      if (place.kept()
          && isAbout(place.image().image(), place.image().digest(), image, digest, true)) {
        reasons.add(place.reason());
      }
    }
    return reasons;
  }

  /** What a floating tag names stays however many others came since, and so does its version. */
  private static boolean isFollowed(
      FollowingTags.Floating floating, Reference image, @Nullable Digest digest) {
    Reference version = image.repository().tagged(floating.version());
    return isAbout(floating.image(), floating.digest(), image, digest, true)
        || isAbout(version, floating.digest(), image, digest, true);
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

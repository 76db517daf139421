package dev.laytime.mirror;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How selected tags are brought.
 *
 * @param as what the one tag is called at the destination; null for its own name
 * @param overwrite whether a tag at the destination may be moved
 * @param backup a template of the tag that keeps what is overwritten, with {@code {tag}}, {@code
 *     {date}} and {@code {digest}}; null for none
 * @param times how often a tag is brought
 * @param platforms the only ones to bring; empty for all
 * @param referrers whether signatures and whatever else refers to an image come along
 * @param coolOff how long a tag must have been there, unmoved, before it is brought
 * @param referrersEvery how often the referrers of what did not move are listed again
 * @param auditEvery how often the destination is looked at where we believe to know it
 * @param prune whether what left the source leaves the destination, too
 * @param edition makes this a new order when it changes
 */
public record Copying(
    @Nullable Tag as,
    Overwrite overwrite,
    @Nullable String backup,
    Times times,
    List<Platform> platforms,
    boolean referrers,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration coolOff,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration referrersEvery,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration auditEvery,
    boolean prune,
    String edition) {

  /** How often referrers are listed, and destinations are looked at, where nobody said. */
  public static final Duration DAILY = Duration.ofDays(1);

  /** Everything, as the source has it. */
  public static final Copying PLAIN =
      new Copying(
          null,
          Overwrite.ALWAYS,
          null,
          Times.ALWAYS,
          List.of(),
          true,
          Duration.ZERO,
          DAILY,
          DAILY,
          false,
          "");

  private static final int LONGEST_EDITION = 253;

  // FNV-1a of 64 bits: small, the same everywhere, and nothing here is kept secret by it.
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /**
   * @throws IllegalArgumentException if the name is bookkeeping, the template gives no tags, or a
   *     time is negative or zero where it must not be
   */
  public Copying {
    if (as != null && ReservedTags.isReserved(as)) {
      throw new IllegalArgumentException(
          "Invalid tag '%s' at the destination: it is kept for bookkeeping; choose another"
              .formatted(as));
    }
    if (backup != null) {
      BackupTag.check(backup);
    }
    if (coolOff.isNegative() || !referrersEvery.isPositive() || !auditEvery.isPositive()) {
      throw new IllegalArgumentException(
          "Invalid times %s, %s, %s: expected a cool-off of zero or more, and intervals above zero"
              .formatted(coolOff, referrersEvery, auditEvery));
    }
    if (edition.length() > LONGEST_EDITION) {
      throw new IllegalArgumentException(
          "Invalid edition: expected at most %d characters".formatted(LONGEST_EDITION));
    }
    platforms = List.copyOf(platforms);
  }

  /** What a tag of the source is called at the destination. */
  public Tag named(Tag tag) {
    return as == null ? tag : as;
  }

  /**
   * The tag that keeps what is overwritten; empty where nothing shall.
   *
   * @param tag at the destination
   * @param lost what it names until then
   * @throws dev.laytime.image.InvalidReferenceException if that would be no tag: it is not to be
   *     overwritten then
   */
  public Optional<Tag> backupOf(Tag tag, Digest lost, Instant at) {
    return Optional.ofNullable(backup).map(template -> BackupTag.of(template, tag, lost, at));
  }

  /** What changes when a copy is due that was not before, though neither side moved: a hash. */
  public String filters() {
    String text =
        "as=%s platforms=%s referrers=%s edition=%s"
            .formatted(
                as == null ? "" : as,
                platforms.stream()
                    .map(Platform::toString)
                    .sorted()
                    .collect(Collectors.joining(",")),
                referrers,
                edition);
    return "%016x".formatted(text.chars().asLongStream().reduce(OFFSET, Copying::hash));
  }

  private static long hash(long sum, long next) {
    return (sum ^ next) * PRIME;
  }
}

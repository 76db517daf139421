package dev.laytime.worker.configuration;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.Times;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a mirror with tags copies, as it is written; null or empty where it says nothing. */
record CopyingKeys(
    @Nullable String as,
    @Nullable String overwrite,
    @Nullable String backup,
    @Nullable String times,
    List<String> platforms,
    @Nullable Boolean referrers,
    @Nullable String coolOff,
    @Nullable String referrersEvery,
    @Nullable String auditEvery,
    @Nullable Boolean prune) {

  CopyingKeys {
    as = Require.optional(as);
    overwrite = Require.optional(overwrite);
    backup = Require.optional(backup);
    times = Require.optional(times);
    coolOff = Require.optional(coolOff);
    referrersEvery = Require.optional(referrersEvery);
    auditEvery = Require.optional(auditEvery);
  }

  /**
   * A mirror without tags has none of these: it brings what is ordered, as it is.
   *
   * @throws IllegalArgumentException if there is any
   */
  void requireNone(@Nullable String name) {
    String given =
        Stream.of(
                key("name", name),
                key("as", as),
                key("overwrite", overwrite),
                key("backup", backup),
                key("times", times),
                key("platforms", platforms.isEmpty() ? null : platforms),
                key("referrers", referrers),
                key("cool-off", coolOff),
                key("referrers-every", referrersEvery),
                key("audit-every", auditEvery),
                key("prune", prune))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    if (given != null) {
      throw new IllegalArgumentException(
          ("%s: expected with tags: a mirror without them brings what is ordered, as it is; tags:"
                  + " {glob: [\"*\"]} keeps a copy of every tag")
              .formatted(given));
    }
  }

  /**
   * @throws IllegalArgumentException if one is not of its form
   */
  Copying copying() {
    Overwrite moves =
        overwrite == null
            ? Copying.PLAIN.overwrite()
            : Require.oneOf("overwrite", overwrite, Overwrite.class);
    if (backup != null && moves == Overwrite.NEVER) {
      throw new IllegalArgumentException(
          "backup: nothing is overwritten with overwrite: never; leave one of them out");
    }
    return new Copying(
        as == null ? null : parsed("as", as, Tag::new),
        moves,
        backup,
        times == null ? Copying.PLAIN.times() : Require.oneOf("times", times, Times.class),
        platforms.stream().map(text -> parsed("platforms", text, Platform::parse)).toList(),
        referrers == null ? Copying.PLAIN.referrers() : referrers,
        coolOff == null ? Copying.PLAIN.coolOff() : Require.duration("cool-off", coolOff),
        every("referrers-every", referrersEvery),
        every("audit-every", auditEvery),
        prune == null ? Copying.PLAIN.prune() : prune,
        Copying.PLAIN.edition());
  }

  private static Duration every(String key, @Nullable String text) {
    return text == null ? Copying.DAILY : Require.duration(key, text);
  }

  private static <T> T parsed(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage());
    }
  }

  private static Optional<String> key(String key, @Nullable Object value) {
    return value == null ? Optional.empty() : Optional.of(key);
  }
}

package dev.laytime.activities.registry.stage;

import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tags that stand beside a manifest, named after its digest: the fallback tag, which lists its
 * referrers, and those of older tools, each of which names one referrer.
 */
final class SubjectTags {

  private static final Pattern SHA256 =
      Pattern.compile("sha256-([a-f0-9]{64})(?:\\.(?:sig|att|sbom))?");
  private static final Pattern ANY =
      Pattern.compile("sha(?:256|512)-[a-f0-9]{64}(?:\\.(?:sig|att|sbom))?");

  private SubjectTags() {}

  /** Every such tag that a manifest may have. */
  static List<Tag> of(Digest subject) {
    return Stream.concat(
            Stream.of(ReservedTags.fallback(subject)), ReservedTags.beside(subject).stream())
        .toList();
  }

  /** Whether a tag is one. */
  static boolean is(Tag tag) {
    return ANY.matcher(tag.value()).matches();
  }

  /** Whether it lists referrers rather than being one. */
  static boolean isList(Tag tag) {
    return is(tag) && tag.value().indexOf('.') < 0;
  }

  /** The subject, where the tag holds its whole digest. */
  static Optional<Digest> subject(Tag tag) {
    Matcher matcher = SHA256.matcher(tag.value());
    return matcher.matches()
        ? Optional.of(Digest.of("sha256", matcher.group(1)))
        : Optional.empty();
  }
}

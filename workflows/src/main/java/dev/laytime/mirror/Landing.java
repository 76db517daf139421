package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may be done with a tag at a destination, by what it names there. */
public sealed interface Landing {

  /** It names what it shall. */
  record Same() implements Landing {}

  /**
   * It may be written.
   *
   * @param overwrites what it names until then; null for nothing
   */
  record Bring(@Nullable Digest overwrites) implements Landing {}

  /** It stays as it is. */
  record Leave(String why) implements Landing {}

  /**
   * Decides by what the tag names now. What we did not write is overwritten where the mirror says
   * so, and only there.
   *
   * @param digest of the source, that is to be brought
   * @param there what the tag names; null for nothing
   */
  static Landing of(TagMirror mirror, MirrorTarget target, Digest digest, @Nullable Digest there) {
    if (there == null) {
      return new Bring(null);
    }
    MirrorTarget.Brought brought = target.behind(there);
    boolean ours = brought != null;
    if (mirror.copying().platforms().isEmpty()
        ? there.equals(digest)
        : isOf(mirror, brought, digest)) {
      return new Same();
    }
    Tag before = brought == null ? null : brought.source().tag();
    if (mirror.copying().overwrite().allows(before, from(target, digest))) {
      return new Bring(there);
    }
    return new Leave(left(mirror, target, there, ours));
  }

  /** Why a tag stays as it is, for people. */
  static String left(TagMirror mirror, MirrorTarget target, Digest there, boolean ours) {
    return "%s names %s already%s, and overwrite is %s"
        .formatted(
            target.image(),
            there,
            ours ? "" : ", which this mirror did not bring",
            mirror.copying().overwrite().name().toLowerCase(Locale.ROOT));
  }

  private static boolean isOf(
      TagMirror mirror, MirrorTarget.@Nullable Brought brought, Digest digest) {
    return brought != null
        && brought.digest().equals(digest)
        && brought.filters().equals(mirror.copying().filters());
  }

  /** The tag of the source by which a digest comes. */
  private static Tag from(MirrorTarget target, Digest digest) {
    MirrorTarget.Brought brought = target.brought();
    MirrorTarget.Sighting seen = target.seen();
    boolean news = seen != null && seen.digest().equals(digest);
    return news || brought == null
        ? target.sourceTag()
        : Objects.requireNonNull(brought.source().tag());
  }
}

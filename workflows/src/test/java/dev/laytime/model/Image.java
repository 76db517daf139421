package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every name that objects give to images of the one stage. */
@SuppressWarnings("ImmutableEnumChecker") // its field is, it only does not say so
public enum Image {
  /** Mirrored from upstream, as are all of repository {@code hub/app}. */
  APP_A("hub/app", "a"),
  APP_B("hub/app", "b"),
  APP_C("hub/app", "c"),
  /** Pushed by somebody, as are all of repository {@code own/lib}. */
  LIB_X("own/lib", "x"),
  LIB_Y("own/lib", "y"),
  APP_PLAIN("hub/app", Content.PLAIN_1),
  APP_INDEX("hub/app", Content.INDEX_1),
  APP_CHILD("hub/app", Content.ARM),
  LIB_CHILD("own/lib", Content.ARM),
  LIB_PLAIN("own/lib", Content.PLAIN_2);

  /** The stage that all of them lie in. */
  public static final RepositoryPrefix STAGE = RepositoryPrefix.parse("stage.example.com");

  /** Where those of {@code hub} come from. */
  public static final MirrorRules RULES =
      new MirrorRules(
          List.of(
              new MirrorRule(
                  RepositoryPrefix.parse("stage.example.com/hub"),
                  RepositoryPrefix.parse("upstream.example.com"),
                  true)));

  /** Those by tag. */
  public static final List<Image> TAGGED = List.of(APP_A, APP_B, APP_C, LIB_X, LIB_Y);

  /** Those by tag that a mirror rule covers. */
  public static final List<Image> MIRRORED = List.of(APP_A, APP_B, APP_C);

  private final Reference reference;

  Image(String path, String tag) {
    this.reference = new Repository("stage.example.com", path).tagged(new Tag(tag));
  }

  Image(String path, Content content) {
    this.reference = new Repository("stage.example.com", path).pinned(content.digest());
  }

  /** What has this name by tag. */
  static Image of(Reference reference) {
    for (Image image : values()) {
      if (image.reference.equals(reference)) {
        return image;
      }
    }
    throw new IllegalArgumentException("No image is called " + reference);
  }

  /** The name. */
  public Reference reference() {
    return reference;
  }

  /** Where it lies. */
  public Repository repository() {
    return reference.repository();
  }

  /** What it is where it names a digest; null for a tag. */
  public @Nullable Digest digest() {
    return reference instanceof Reference.Pinned(_, var digest, _) ? digest : null;
  }

  /** Where it is mirrored from; null for what somebody pushes. */
  public @Nullable Reference upstream() {
    return RULES.origin(reference).orElse(null);
  }
}

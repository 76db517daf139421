package dev.laytime.activities.usage.manifests;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a kustomization's {@code images}, which gives every image of one name another name,
 * tag or digest.
 *
 * @see <a href="https://github.com/kubernetes-sigs/kustomize/tree/master/api/filters/imagetag">how
 *     kustomize does it</a>
 */
final class ImageOverride {

  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._/:@-]+");
  private static final String TAG_AND_DIGEST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?";

  private final String name;
  private final @Nullable String newName;
  private final @Nullable String newTag;
  private final @Nullable String digest;
  private final @Nullable String tagSuffix;
  private final Pattern matching;

  private ImageOverride(Node.Mapping entry, String name) {
    this.name = name;
    this.newName = written(entry, "newName");
    this.newTag = written(entry, "newTag");
    this.digest = written(entry, "digest");
    this.tagSuffix = written(entry, "tagSuffix");
    this.matching = matching(name);
  }

  /**
   * Reads an entry.
   *
   * @throws MalformedException if it has no name, or one that is a pattern
   */
  static ImageOverride of(Node entry) throws MalformedException {
    String name = entry instanceof Node.Mapping mapping ? written(mapping, "name") : null;
    if (name == null) {
      throw new MalformedException("an entry of images has no name");
    }
    if (!LITERAL.matcher(name).matches()) {
      throw new MalformedException(
          "images: kustomize takes the name '" + name + "' for a pattern, which is not followed");
    }
    return new ImageOverride((Node.Mapping) entry, name);
  }

  /** What becomes of an image; null where the entry is about others. */
  @Nullable String apply(String image) {
    Matcher match = matching.matcher(image);
    if (!match.matches()) {
      return null;
    }
    String kept = match.group("name");
    return (newName == null ? kept : newName) + version(match.group(2), match.group(3));
  }

  /** The image that it tells all by itself; null where the rest is another object's to say. */
  @Nullable String own() {
    if (newTag == null && digest == null) {
      return null;
    }
    return (newName == null ? name : newName) + version(null, null);
  }

  /** Whether {@link #own} rests on a name that may be a placeholder. */
  boolean keepsName() {
    return newName == null;
  }

  /** A new tag or digest replaces both. */
  private String version(@Nullable String tag, @Nullable String oldDigest) {
    if (newTag != null || digest != null) {
      return (newTag == null ? "" : ":" + newTag) + (digest == null ? "" : "@" + digest);
    }
    if (tagSuffix != null) {
      return (tag == null ? ":" : tag) + tagSuffix;
    }
    return (tag == null ? "" : tag) + (oldDigest == null ? "" : oldDigest);
  }

  /** As in kustomize a dot stands for any character. */
  private static Pattern matching(String name) {
    String regex =
        Arrays.stream(name.split("\\.", -1)).map(Pattern::quote).collect(Collectors.joining("."));
    return Pattern.compile("(?<name>" + regex + ")" + TAG_AND_DIGEST);
  }

  private static @Nullable String written(Node.Mapping entry, String key) {
    String text = entry.text(key);
    return text == null || text.isEmpty() ? null : text;
  }
}

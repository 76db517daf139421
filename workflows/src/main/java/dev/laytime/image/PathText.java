package dev.laytime.image;

import org.jspecify.annotations.Nullable;

/** {@code PATH[:TAG][@DIGEST]}: what stands behind the last part of a path names an image there. */
record PathText(String path, @Nullable Tag tag, @Nullable Digest digest) {

  /** Where neither is written, the tag is {@code latest}. */
  static PathText parse(String text) {
    int name = text.lastIndexOf('/') + 1;
    int at = text.indexOf('@', name);
    Digest digest = at < 0 ? null : new Digest(text.substring(at + 1));
    String tagged = at < 0 ? text : text.substring(0, at);
    int colon = tagged.indexOf(':', name);
    if (colon < 0) {
      return new PathText(tagged, digest == null ? Tag.LATEST : null, digest);
    }
    return new PathText(tagged.substring(0, colon), new Tag(tagged.substring(colon + 1)), digest);
  }

  String text() {
    return path + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}

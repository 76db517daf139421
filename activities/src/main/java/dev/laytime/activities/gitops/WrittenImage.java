package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The image that is written.
 *
 * @param path the name of the path that it was promoted by
 * @param stage where it is
 * @param below its repository below the stage's prefix
 */
record WrittenImage(
    String path, String stage, String below, Repository repository, Tag tag, Digest digest) {

  /** The last part of its repository. */
  String name() {
    return last(below);
  }

  /** The whole reference, with all that stood there and all that is wanted. */
  String reference(String before, Pin pin) {
    int slash = before.lastIndexOf('/');
    boolean pinned = before.contains("@");
    String bare = pinned ? before.substring(0, before.indexOf('@')) : before;
    boolean tagged = bare.indexOf(':', Math.max(0, slash)) >= 0;
    return repository
        + (tagged || pin != Pin.DIGEST ? ":" + tag : "")
        + (pinned || pin != Pin.TAG ? "@" + digest : "");
  }

  /**
   * Makes sure that a place is this image's.
   *
   * @param before what stands there: a reference or a repository, or anything else
   * @param certain whether that is known already
   * @throws EditRefusedException if it names an image of another name
   */
  void requireIsMeantBy(@Nullable String before, boolean certain, String what)
      throws EditRefusedException {
    if (before == null || certain) {
      return;
    }
    if (isReference(before) && !isMeantBy(before)) {
      throw new EditRefusedException(
          "%s names '%s', which is another image than %s".formatted(what, before, below), hint());
    }
  }

  /**
   * Makes sure that a tag or a digest is this image's: it does not say so itself.
   *
   * @param beside what names an image next to it; null for nothing
   * @param certain whether that is known already
   * @throws EditRefusedException if nothing says so
   */
  void requireIsMeantBeside(@Nullable String beside, boolean certain, String what)
      throws EditRefusedException {
    if (certain) {
      return;
    }
    if (beside == null) {
      throw new EditRefusedException(
          "nothing says that %s is a word of %s".formatted(what, below), hint());
    }
    if (!isMeantBy(beside)) {
      throw new EditRefusedException(
          "%s stands beside '%s', which is another image than %s".formatted(what, beside, below),
          hint());
    }
  }

  private String hint() {
    return "say that the file is for this image alone: repositories: [%s]".formatted(below);
  }

  private static boolean isReference(String text) {
    return last(bare(text)).matches("[a-z0-9._-]+");
  }

  /** A name alone can only be the last part; one with more before it has to say all of it. */
  private boolean isMeantBy(String text) {
    String bare = bare(text);
    return bare.contains("/") ? ("/" + bare).endsWith("/" + below) : bare.equals(name());
  }

  /** Without tag and digest. */
  private static String bare(String reference) {
    String named =
        reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0 ? named : named.substring(0, colon);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

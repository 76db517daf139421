package dev.laytime.workflow;

import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;

/**
 * The ids under which workflows are started: one name for one thing, so every start is idempotent.
 */
public final class WorkflowIds {

  private static final int LONGEST = 255;

  private WorkflowIds() {}

  /**
   * {@code copy/<target>}; a target too long for an id is hashed. Where a tag will be written, a
   * digest beside it is left out: a tag has one writer.
   */
  public static String copy(ImageLocation target) {
    return bounded("copy/", withoutDigestBesideATag(target).text());
  }

  /**
   * {@code image/<registry>/<repository>:<tag>} or {@code …@<digest>}; where a reference has both,
   * the digest decides.
   */
  public static String life(Reference image) {
    return bounded("image/", image.repository() + selector(image));
  }

  /** {@code scan/<source>}. */
  public static String scan(String source) {
    return bounded("scan/", source);
  }

  /** {@code sweep/<stage>}. */
  public static String sweep(String stage) {
    return bounded("sweep/", stage);
  }

  /** {@code mirror/<name>}: of a schedule and of the polls that it starts. */
  public static String mirror(String name) {
    return bounded("mirror/", name);
  }

  /** {@code reap/<registry>/<repository>}. */
  public static String reap(Repository repository) {
    return bounded("reap/", repository.toString());
  }

  /** {@code promotion/<stage>/<repository>:<tag>}, the repository below the stage's prefix. */
  public static String promotion(String stage, String repository, Tag tag) {
    return bounded("promotion/", stage + "/" + repository + ":" + tag);
  }

  /** {@code promotions/<path>}: what a path promotes by itself. */
  public static String promotions(String path) {
    return bounded("promotions/", path);
  }

  /** {@code build/<registry>/<repository>:<tag>}. */
  public static String build(Repository repository, Tag tag) {
    return bounded("build/", repository + ":" + tag);
  }

  private static String selector(Reference image) {
    return switch (image) {
      case Reference.Tagged(_, var tag) -> ":" + tag;
      case Reference.Pinned(_, var digest, _) -> "@" + digest;
    };
  }

  private static ImageLocation withoutDigestBesideATag(ImageLocation target) {
    Tag tag = target.tag();
    if (tag == null) {
      return target;
    }
    return switch (target) {
      case ImageLocation.InRegistry(var reference) ->
          new ImageLocation.InRegistry(reference.repository().tagged(tag));
      case ImageLocation.InLayout(var path, _, _) -> new ImageLocation.InLayout(path, tag, null);
      case ImageLocation.InLayoutArchive(var path, _, _) ->
          new ImageLocation.InLayoutArchive(path, tag, null);
      case ImageLocation.InDockerArchive(var path, var name, _) ->
          new ImageLocation.InDockerArchive(path, name, null);
    };
  }

  private static String bounded(String prefix, String name) {
    if (prefix.length() + name.length() <= LONGEST) {
      return prefix + name;
    }
    return prefix + "sha256-" + Sha256.hex(name);
  }
}

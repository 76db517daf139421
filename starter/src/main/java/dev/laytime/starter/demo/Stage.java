package dev.laytime.starter.demo;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.starter.output.CommandFailure;
import java.util.Optional;

/** What the registry itself says of one image of a stage: each claim holds, or ends the script. */
final class Stage {

  private final Registry registry;
  private final Reference image;
  private final Content content;

  /**
   * @param content what the image shall be
   */
  Stage(Registry registry, Reference image, Content content) {
    this.registry = registry;
    this.image = image;
    this.content = content;
  }

  /** The tag names the very bytes, and all that they name is there. */
  void requireWhole() {
    Optional<Registry.Manifest> found = registry.find(image);
    claim(
        found.isPresent(),
        "%s is in the stage".formatted(image),
        "the registry has nothing under that tag");
    claim(
        found.filter(manifest -> manifest.digest().equals(content.digest())).isPresent(),
        "%s is, byte for byte, %s".formatted(image, content.digest()),
        "it is " + found.map(Registry.Manifest::digest).orElse(null));
    requireContent();
  }

  /** The tag is gone, and everything can still be pulled by digest. */
  void requireHeld() {
    claim(
        registry.find(image).isEmpty(),
        "the tag of %s is gone".formatted(image),
        "the registry still has it");
    requireContent();
  }

  /** Neither the tag is there, nor any of the manifests. */
  void requireGone() {
    claim(
        registry.find(image).isEmpty(),
        "the tag of %s is gone".formatted(image),
        "the registry still has it");
    requireGone(content.digest());
    content.manifests().forEach(this::requireGone);
  }

  private void requireContent() {
    Repository repository = image.repository();
    requireManifest(content.digest());
    content.manifests().forEach(this::requireManifest);
    for (Digest blob : content.blobs()) {
      claim(
          registry.hasBlob(repository, blob),
          "%s can be pulled whole".formatted(image),
          "the registry has no blob " + blob);
    }
  }

  private void requireManifest(Digest digest) {
    claim(
        registry
            .find(image.withDigest(digest))
            .filter(is -> is.digest().equals(digest))
            .isPresent(),
        "%s can be pulled by digest".formatted(image),
        "the registry has no manifest " + digest);
  }

  private void requireGone(Digest digest) {
    claim(
        registry.find(image.withDigest(digest)).isEmpty(),
        "%s@%s is deleted".formatted(image.repository(), digest),
        "the registry still has it");
  }

  /**
   * Ends the script where something is not as it says.
   *
   * @throws CommandFailure where it is not
   */
  static void claim(boolean holds, String claim, String seen) {
    if (!holds) {
      throw CommandFailure.error(
          "claim that " + claim, seen, "this is a mistake: the worker's log tells more (--keep)");
    }
  }
}

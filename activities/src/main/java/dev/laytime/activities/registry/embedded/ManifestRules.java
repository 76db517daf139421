package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.ManifestContent;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.Optional;

/** What the behaviours that are on forbid and add when manifests and tags change. */
final class ManifestRules {

  private final Behaviours behaviours;

  ManifestRules(Behaviours behaviours) {
    this.behaviours = behaviours;
  }

  void checkMove(OciLayout layout, Tag tag, Digest digest) throws IOException {
    if (!behaviours.has(Behaviour.ImmutableTags.class)) {
      return;
    }
    Optional<LayoutEntry> present = layout.find(tag);
    if (present.isPresent() && !present.get().descriptor().digest().equals(digest)) {
      throw ErrorCode.DENIED.about("tag " + tag + " exists and is immutable", 400);
    }
  }

  void checkTagDeletion() {
    behaviours
        .find(Behaviour.RefusesTagDeletion.class)
        .ifPresent(rule -> {
          throw ErrorCode.UNSUPPORTED.about("tags cannot be deleted", rule.status());
        });
  }

  void checkDeletion(OciLayout layout, Digest digest) throws IOException {
    if (!behaviours.has(Behaviour.RefusesChildDeletion.class)) {
      return;
    }
    for (Descriptor parent : layout.manifests()) {
      Optional<ManifestContent> content = layout.content(parent);
      if (content.isPresent()
          && content.get().manifests().stream().anyMatch(child -> child.digest().equals(digest))) {
        throw ErrorCode.DENIED.about("index " + parent.digest() + " lists it", 405);
      }
    }
  }

  /** After a tag of a manifest went. */
  void untagged(OciLayout layout, Digest digest) throws IOException {
    if (behaviours.has(Behaviour.LastTagDeletesManifest.class)
        && layout.entries().stream()
            .filter(entry -> entry.descriptor().digest().equals(digest))
            .allMatch(entry -> entry.tag() == null)) {
      layout.removeManifest(digest);
    }
  }

  boolean answersSubject() {
    return !behaviours.has(Behaviour.NoReferrersApi.class);
  }
}

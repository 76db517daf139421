package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.ledger.Closures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an image's closure lacks in its repository: what was kept of that and can be put back, and
 * what is missing for good. It only looks.
 */
final class Lacking {

  private static final int DEEPEST = 8;
  private static final int MOST_NAMED = 5;

  private final RemoteRepository source;
  private final Kept kept;
  private final Set<Digest> seen;
  private final List<Manifest> parts = new ArrayList<>();
  private final List<Manifest> referrers = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> missingOfReferrers = new ArrayList<>();

  private Lacking(RemoteRepository source, Kept kept, Set<Digest> seen) {
    this.source = source;
    this.kept = kept;
    this.seen = seen;
  }

  /**
   * Looks for every manifest that an index leads to.
   *
   * @param there the image's own manifest, where the repository has it
   * @throws dev.laytime.ledger.LedgerUnavailableException if something is gone and nobody knows
   *     whether it was kept
   */
  static Lacking of(RemoteRepository source, Kept kept, Digest root, Optional<Manifest> there)
      throws IOException {
    Lacking lacking = new Lacking(source, kept, new HashSet<>(Set.of(root)));
    lacking.visit(root, there, "", 0);
    return lacking;
  }

  /**
   * Looks for referrers as well, where the image's deletion had begun: before that, whoever took
   * one away meant it.
   */
  void lookForReferrers(Digest root) throws IOException {
    if (kept.manifest(root).isEmpty()) {
      return;
    }
    for (Digest referrer : kept.members(root, Closures.Kind.REFERRER)) {
      if (seen.add(referrer)
          && kept.manifest(referrer).isPresent()
          && source.find(referrer).isEmpty()) {
        Lacking lacking = new Lacking(source, kept, seen);
        lacking.visit(referrer, Optional.empty(), "", 0);
        if (lacking.missing.isEmpty()) {
          referrers.addAll(lacking.parts);
        } else {
          missingOfReferrers.addAll(lacking.missing);
        }
      }
    }
  }

  /** What to put back, children before what lists them, the image's own manifest last. */
  List<Manifest> parts() {
    return parts;
  }

  /** Referrers to put back. */
  List<Manifest> referrers() {
    return referrers;
  }

  /** Whether all is there that can be there. */
  boolean nothing() {
    return parts.isEmpty() && referrers.isEmpty() && missing.isEmpty();
  }

  /** What it cannot do without and nobody kept, for people; empty where nothing is. */
  String missing() {
    return text(missing);
  }

  /** What else nobody kept, for people; empty where nothing is. */
  String missingOfReferrers() {
    return text(missingOfReferrers);
  }

  private void visit(Digest digest, Optional<Manifest> there, String place, int depth)
      throws IOException {
    Optional<Manifest> manifest = there.isPresent() ? there : kept.manifest(digest);
    if (manifest.isEmpty()) {
      missing.add("manifest %s%s is gone, and nobody kept it".formatted(digest, place));
      return;
    }
    checkDepth(digest, depth);
    if (there.isEmpty()) {
      visitContent(manifest.get(), depth);
      visitBlobs(manifest.get());
      parts.add(manifest.get());
    } else if (MediaTypes.isIndex(there.get().mediaType())) {
      visitContent(there.get(), depth);
    }
  }

  private void visitContent(Manifest manifest, int depth) throws IOException {
    for (Descriptor child : ManifestContent.of(manifest).children()) {
      if (MediaTypes.isKnown(child.mediaType()) && seen.add(child.digest())) {
        visitChild(child, manifest.digest(), depth + 1);
      }
    }
  }

  private void visitChild(Descriptor child, Digest parent, int depth) throws IOException {
    boolean index = MediaTypes.isIndex(child.mediaType());
    if (!index && source.find(child.digest()).isPresent()) {
      return;
    }
    Optional<Manifest> there = index ? source.get(child.digest()) : Optional.empty();
    visit(child.digest(), there, " of " + parent, depth);
  }

  /** A registry may take a manifest without its blobs: nobody could pull it. */
  private void visitBlobs(Manifest manifest) throws IOException {
    for (Descriptor blob : Node.of(manifest).blobs()) {
      if (!source.has(blob)) {
        missing.add("blob %s of %s is gone".formatted(blob.digest(), manifest.digest()));
      }
    }
  }

  private static void checkDepth(Digest digest, int depth) throws RegistryException {
    if (depth > DEEPEST) {
      throw new RegistryException(
          FailureType.UNSUPPORTED,
          "walk to manifest " + digest,
          "it is nested deeper than 8",
          "no honest image is like that; restore it by hand");
    }
  }

  private static String text(List<String> all) {
    return all.size() <= MOST_NAMED
        ? String.join("; ", all)
        : String.join("; ", all.subList(0, MOST_NAMED))
            + "; and %d more".formatted(all.size() - MOST_NAMED);
  }
}

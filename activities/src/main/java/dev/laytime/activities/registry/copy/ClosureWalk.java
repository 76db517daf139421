package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a target lacks of an image: index → children → blobs, and the referrers of each.
 *
 * <p>A registry takes a manifest only when it has what the manifest names; so a manifest that it
 * has needs no look at its blobs, but children can be deleted, and referrers may still be missing.
 */
final class ClosureWalk {

  private static final int DEEPEST = 8;
  private static final int MOST_MANIFESTS = 10_000;
  private static final int MOST_BLOBS = 100_000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(ClosureWalk.class);

  private final ImageStore source;
  private final Fetching fetching;
  private final ImageStore target;
  private final boolean withReferrers;
  private final boolean withForeign;
  private final boolean vouched;
  private final CopyTracker tracker;

  private final Set<Digest> seen = new HashSet<>();
  private final List<Closure.Part> missing = new ArrayList<>();
  private final List<Digest> there = new ArrayList<>();
  private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
  private final Map<Digest, List<String>> foreign = new HashMap<>();
  private long bytes;

  /** In an empty repository a listing spares a look for each child. */
  private boolean nothingThere;

  /**
   * @param withForeign whether foreign layers are part of it. No manifest at a target proves that
   *     these are there
   */
  ClosureWalk(
      ImageStore source,
      Fetching fetching,
      ImageStore target,
      boolean withReferrers,
      boolean withForeign,
      CopyTracker tracker) {
    this.withForeign = withForeign;
    this.vouched = target.vouchesForContent() && !withForeign;
    this.tracker = tracker;
    this.source = source;
    this.fetching = fetching;
    this.target = target;
    this.withReferrers = withReferrers;
  }

  /**
   * Walks the closure of an image.
   *
   * @param present whether the target has the image's manifest
   * @throws RegistryException of type {@code UNSUPPORTED} if it is nested deeper than 8, or has
   *     more than 10,000 manifests, 100,000 blobs or 64 MiB of manifests that are missing
   */
  Closure of(Manifest image, boolean present) throws IOException {
    seen.add(image.digest());
    nothingThere = !present && MediaTypes.isIndex(image.mediaType()) && target.isEmpty();
    visitContent(image, present, false, 0);
    visitReferrers(image.digest(), 0);
    visitBeside(image.digest(), 0);
    return new Closure(missing, there, List.copyOf(blobs.values()), foreign);
  }

  /** Walks only what belongs to an image that the target has whole. */
  Closure ofReferrers(Digest image) throws IOException {
    seen.add(image);
    visitReferrers(image, 0);
    visitBeside(image, 0);
    return new Closure(missing, there, List.copyOf(blobs.values()), foreign);
  }

  private void visitChild(Descriptor child, boolean referrer, int depth) throws IOException {
    if (!MediaTypes.isKnown(child.mediaType())) {
      blobs.putIfAbsent(child.digest(), child); // build caches list their layers as children
    } else if (seen.add(child.digest())) {
      checkBounds(child, depth);
      boolean present = !nothingThere && target.hasManifest(child);
      visit(child, new Place(true, referrer, present), depth);
    }
  }

  /** Where a manifest was found, and whether the target has it there. */
  private record Place(boolean child, boolean referrer, boolean present) {}

  private void visit(Descriptor descriptor, Place place, int depth) throws IOException {
    tracker.step();
    if (place.present()) {
      there.add(descriptor.digest());
    }
    boolean settled = place.present() && vouched;
    if (!settled || MediaTypes.isIndex(descriptor.mediaType())) {
      Manifest manifest = fetching.fetch(descriptor.digest());
      visitContent(manifest, place.present(), place.referrer(), depth);
      if (!place.present()) {
        addMissing(new Closure.Part(manifest, place.child(), place.referrer(), null));
      }
    }
    visitReferrers(descriptor.digest(), depth);
    if (!place.referrer()) {
      visitBeside(descriptor.digest(), depth);
    }
  }

  /** What older tools put beside an image, under tags that are named after its digest. */
  private void visitBeside(Digest subject, int depth) throws IOException {
    if (!withReferrers) {
      return;
    }
    for (Tag tag : ReservedTags.beside(subject)) {
      Optional<Descriptor> found = source.lacks(tag) ? Optional.empty() : source.find(tag);
      if (found.isPresent() && !isThere(tag, found.get().digest())) {
        Manifest manifest = fetching.fetch(found.get().digest());
        checkBounds(manifest.descriptor(), depth + 1);
        visitContent(manifest, false, true, depth + 1);
        addMissing(new Closure.Part(manifest, false, true, tag));
      }
    }
  }

  private boolean isThere(Tag tag, Digest digest) throws IOException {
    Optional<Descriptor> there = target.find(tag);
    return there.isPresent()
        && there.get().digest().equals(digest)
        && (target.vouchesForContent() || target.hasManifest(there.get()));
  }

  private void visitContent(Manifest manifest, boolean present, boolean referrer, int depth)
      throws IOException {
    ManifestContent content = ManifestContent.of(manifest);
    checkNumber(content.children(), manifest.digest());
    for (Descriptor child : content.children()) {
      visitChild(child, referrer, depth + 1);
    }
    if (!present || !vouched) {
      for (Descriptor blob : content.blobs()) {
        addBlob(blob, manifest);
      }
    }
    if (blobs.size() > MOST_BLOBS) {
      throw refused(manifest.digest(), "there are more than 100,000 blobs");
    }
  }

  private void addBlob(Descriptor blob, Manifest manifest) throws RegistryException {
    if (!MediaTypes.isForeign(blob.mediaType())) {
      blobs.putIfAbsent(blob.digest(), blob);
    } else if (withForeign && blobs.putIfAbsent(blob.digest(), blob) == null) {
      foreign.put(blob.digest(), ManifestContent.urls(manifest, blob));
    }
  }

  private void visitReferrers(Digest subject, int depth) throws IOException {
    List<Descriptor> referrers = withReferrers ? referrers(source, subject) : List.of();
    if (referrers.isEmpty()) {
      return;
    }
    checkNumber(referrers, subject);
    Set<Digest> listed = new HashSet<>();
    referrers(target, subject).forEach(referrer -> listed.add(referrer.digest()));
    for (Descriptor referrer : referrers) {
      visitReferrer(referrer, listed, depth + 1);
    }
  }

  private static List<Descriptor> referrers(ImageStore store, Digest subject) throws IOException {
    return store.lacksReferrers(subject) ? List.of() : store.referrers(subject);
  }

  /** A referrer that the target has but does not list would never be found there. */
  private void visitReferrer(Descriptor referrer, Set<Digest> listed, int depth)
      throws IOException {
    if (!seen.add(referrer.digest())) {
      return;
    }
    checkBounds(referrer, depth);
    boolean present = listed.contains(referrer.digest()) && target.hasManifest(referrer);
    try {
      visit(referrer, new Place(false, true, present), depth);
    } catch (RegistryException e) {
      if (e.type() != FailureType.NOT_FOUND || source.find(referrer.digest()).isPresent()) {
        throw e;
      }
      // Listings outlive what they list: nobody takes a deleted signature off a fallback tag.
      log.warn("referrer listed and not there source={} digest={}", source, referrer.digest());
    }
  }

  private void addMissing(Closure.Part part) throws RegistryException {
    bytes += part.manifest().bytes().length;
    if (bytes > MOST_BYTES) {
      throw refused(part.manifest().digest(), "the manifests are longer than 64 MiB together");
    }
    missing.add(part);
  }

  private void checkBounds(Descriptor descriptor, int depth) throws RegistryException {
    if (depth > DEEPEST) {
      throw refused(descriptor.digest(), "it is nested deeper than 8");
    }
    if (seen.size() > MOST_MANIFESTS) {
      throw tooMany(descriptor.digest());
    }
  }

  /** Before each of them costs a request. */
  private static void checkNumber(List<Descriptor> listed, Digest by) throws RegistryException {
    if (listed.size() > MOST_MANIFESTS) {
      throw tooMany(by);
    }
  }

  private static RegistryException tooMany(Digest digest) {
    return refused(digest, "there are more than 10,000 manifests");
  }

  private static RegistryException refused(Digest digest, String said) {
    return new RegistryException(
        FailureType.UNSUPPORTED,
        "walk to manifest " + digest,
        said,
        "no honest image is like that; do not copy it");
  }
}

package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.RestoreResult.Outcome;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings images back: first every manifest of the closure, then the tag, so that whoever sees it
 * has everything. Where a part is missing for good nothing is written.
 */
public final class Restoring {

  private static final Logger log = LoggerFactory.getLogger(Restoring.class);

  private final RegistryClient registries;
  private final Bodies bodies;
  private final Closures closures;

  /**
   * @param bodies where manifests were kept before their deletion
   * @param closures where what belonged together is written down
   */
  public Restoring(RegistryClient registries, Bodies bodies, Closures closures) {
    this.registries = registries;
    this.bodies = bodies;
    this.closures = closures;
  }

  /** Gives an image its tag back, or its hold tag where it is one by digest. */
  public RestoreResult restore(Reference image, Digest digest) throws IOException {
    return switch (image) {
      case Reference.Tagged tagged -> restore(tagged.repository(), digest, tagged.tag());
      case Reference.Pinned pinned ->
          restore(pinned.repository(), digest, ReservedTags.hold(digest));
    };
  }

  /**
   * Whether every manifest of an image is there that could be; a look and nothing else.
   *
   * @throws LedgerUnavailableException if it cannot be asked what was there
   */
  boolean isWhole(Repository repository, Digest digest, @Nullable Tag tag) throws IOException {
    RemoteRepository source = registries.source(repository);
    Lacking lacking =
        Lacking.of(source, kept(repository), digest, Holding.content(source, digest, tag));
    lacking.lookForReferrers(digest);
    return lacking.nothing();
  }

  private RestoreResult restore(Repository repository, Digest digest, Tag tag) throws IOException {
    RemoteRepository source = registries.source(repository);
    Digest before = Holding.named(source, tag);
    if (before != null && !before.equals(digest)) {
      return new RestoreResult(Outcome.OTHER, before);
    }
    Kept kept = kept(repository);
    Optional<Manifest> there = Holding.content(source, digest, tag);
    if (there.isEmpty() && kept.manifest(digest).isEmpty()) {
      return new RestoreResult(Outcome.GONE, null);
    }
    Lacking lacking = Lacking.of(source, kept, digest, there);
    if (!lacking.missing().isEmpty()) {
      return new RestoreResult(Outcome.GONE, null, lacking.missing());
    }
    List<String> left = new ArrayList<>(lookForReferrers(lacking, digest));
    if (before == null || !lacking.nothing()) {
      registries.checkWritable("restore %s:%s".formatted(repository, tag));
    }
    Manifest root = there.isPresent() ? there.get() : lacking.parts().getLast();
    String refused = putParts(repository, lacking, root);
    if (refused != null) {
      return new RestoreResult(Outcome.GONE, null, refused);
    }
    boolean written = putReferrers(repository, kept, lacking, left) || !lacking.parts().isEmpty();
    if (before == null) {
      if (there.isPresent()) {
        registries.target(repository).write(root, tag);
      } else {
        refused = put(repository, root, tag);
      }
      written = true;
    }
    if (refused != null) {
      return new RestoreResult(Outcome.GONE, null, refused);
    }
    return result(repository, digest, tag, written, left);
  }

  private RestoreResult result(
      Repository repository, Digest digest, Tag tag, boolean written, List<String> left)
      throws IOException {
    Digest found = Holding.named(registries.source(repository), tag);
    if (found == null || (!found.equals(digest) && ReservedTags.isReserved(tag))) {
      throw Holding.notKept(repository, tag, digest);
    }
    if (!found.equals(digest)) {
      return new RestoreResult(Outcome.OTHER, found);
    }
    return new RestoreResult(
        written ? Outcome.RESTORED : Outcome.PRESENT,
        found,
        left.isEmpty() ? null : String.join("; ", left));
  }

  /** Restoring does not wait for the ledger where all that runs is there. */
  private static List<String> lookForReferrers(Lacking lacking, Digest root) throws IOException {
    try {
      lacking.lookForReferrers(root);
    } catch (LedgerUnavailableException e) {
      log.warn("ledger not asked for referrers digest={}", root, e);
    }
    String missing = lacking.missingOfReferrers();
    return missing.isEmpty() ? List.of() : List.of(missing);
  }

  /** The image's own manifest goes in with its tag; why not, where the registry refuses a part. */
  private @Nullable String putParts(Repository repository, Lacking lacking, Manifest root)
      throws IOException {
    for (Manifest part : lacking.parts()) {
      if (!part.digest().equals(root.digest())) {
        String refused = put(repository, part, null);
        if (refused != null) {
          return refused;
        }
      }
    }
    return null;
  }

  /** Referrers under the tags of older tools, too; whether any was written. */
  private boolean putReferrers(Repository repository, Kept kept, Lacking lacking, List<String> left)
      throws IOException {
    boolean written = false;
    for (Manifest referrer : lacking.referrers()) {
      String refused = put(repository, referrer, null);
      for (Tag tag : kept.tags(referrer.digest())) {
        boolean wanted = SubjectTags.is(tag) && !SubjectTags.isList(tag) && refused == null;
        if (wanted && registries.source(repository).find(tag).isEmpty()) {
          refused = put(repository, referrer, tag);
        }
      }
      if (refused == null) {
        written = true;
      } else {
        left.add(refused);
      }
    }
    return written;
  }

  /** Why the registry does not take a manifest back; null where it did. */
  private @Nullable String put(Repository repository, Manifest manifest, @Nullable Tag tag)
      throws IOException {
    try {
      registries.target(repository).write(manifest, tag);
      return null;
    } catch (RegistryException e) {
      if (!isAboutContent(e)) {
        throw e;
      }
      log.warn("not put back repository={} manifest={}", repository, manifest, e);
      return "manifest %s was not taken back: %s".formatted(manifest.digest(), e.said());
    }
  }

  private static boolean isAboutContent(RegistryException e) {
    return switch (e.type()) {
      case NOT_FOUND, UNSUPPORTED, CONTENT_MISMATCH, REFUSED -> true;
      case UNAUTHORIZED,
          DENIED,
          FORBIDDEN_ADDRESS,
          FORBIDDEN_IMAGE,
          UNAVAILABLE,
          THROTTLED,
          TIMED_OUT ->
          false;
    };
  }

  private Kept kept(Repository repository) {
    return new Kept(repository, bodies, closures);
  }
}

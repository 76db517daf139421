package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.HoldResult;
import dev.laytime.activity.LookResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at images and holds their content. */
public final class Holding {

  private final RegistryClient registries;
  private final Restoring restoring;

  /**
   * @param restoring knows what belongs to an image
   */
  public Holding(RegistryClient registries, Restoring restoring) {
    this.registries = registries;
    this.restoring = restoring;
  }

  /**
   * What an image is now; a placeholder that a removal left behind is none.
   *
   * @param whole what is not there at all unless all its manifests are; null where that is not
   *     asked
   */
  public LookResult look(Reference image, @Nullable Digest whole) throws IOException {
    RemoteRepository source = registries.source(image.repository());
    Tag tag = Roots.tagOf(image);
    Digest found =
        switch (image) {
          case Reference.Tagged tagged -> named(source, tagged.tag());
          case Reference.Pinned pinned ->
              source.find(pinned.digest()).map(Descriptor::digest).orElse(null);
        };
    boolean broken =
        found != null && found.equals(whole) && !restoring.isWhole(image.repository(), found, tag);
    return new LookResult(broken ? null : found);
  }

  /** Puts a manifest's own bytes under its hold tag; not held where it is not there any more. */
  public HoldResult hold(Repository repository, Digest digest) throws IOException {
    RemoteRepository source = registries.source(repository);
    Tag hold = ReservedTags.hold(digest);
    if (digest.equals(named(source, hold))) {
      return new HoldResult(true);
    }
    Optional<Manifest> manifest = source.get(digest);
    if (manifest.isEmpty()) {
      return new HoldResult(false);
    }
    registries.checkWritable("hold %s@%s".formatted(repository, digest));
    registries.target(repository).write(manifest.get(), hold);
    if (!digest.equals(named(source, hold))) {
      throw notKept(repository, hold, digest);
    }
    return new HoldResult(true);
  }

  /**
   * A manifest as its repository has it: some registries find by tag what they do not by digest.
   */
  static Optional<Manifest> content(RemoteRepository source, Digest digest, @Nullable Tag tag)
      throws IOException {
    Optional<Manifest> found = source.get(digest);
    for (Tag other : Stream.of(ReservedTags.hold(digest), tag).filter(Objects::nonNull).toList()) {
      found = found.isPresent() ? found : source.get(other);
      found = found.filter(manifest -> manifest.digest().equals(digest));
    }
    return found;
  }

  /** What a tag names, but for a placeholder. */
  static @Nullable Digest named(RemoteRepository source, Tag tag) throws IOException {
    Optional<Descriptor> found = source.find(tag);
    return found.isEmpty() || Placeholder.isAt(source, found.get()) ? null : found.get().digest();
  }

  /** A tag was written and is not there. */
  static RegistryException notKept(Repository repository, Tag tag, Digest digest) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        "put %s under %s:%s".formatted(digest, repository, tag),
        "the registry took it, and does not show it",
        "its owner has to look into that; nothing is removed before it does");
  }
}

package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.ClearResult;
import dev.laytime.build.BuildId;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.image.Workshop;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away what builders left where nobody builds: what they pushed under tags of theirs, and
 * what the ledger knows that builds brought there. Nothing in a workshop has a life, and so no
 * proof of images is about it: the ledger has a word of its own for it, which comes before every
 * DELETE.
 */
public final class Clearing {

  /** Why nothing in a workshop is taken away with a proof about images. */
  static final String KEPT = "it is a workshop of builders, which no image's proof is about";

  private final RegistryClient registries;
  private final Deletion deletion;
  private final Removals removals;

  public Clearing(RegistryClient registries, Deletion deletion, Removals removals) {
    this.registries = registries;
    this.deletion = deletion;
    this.removals = removals;
  }

  /**
   * Empties a workshop, as far as nothing speaks against it.
   *
   * @param pulse is told of every step
   * @throws IOException if it is not known what became of a part of it, or anything could not be
   *     looked at
   * @throws dev.laytime.ledger.LedgerUnavailableException if the ledger could not be asked: then
   *     nothing more was written
   */
  public ClearResult run(Repository workshop, Runnable pulse)
      throws IOException, InterruptedException {
    deletion.checkAllowed(workshop);
    if (!Workshop.has(workshop)) {
      return new ClearResult(0, List.of("%s is no workshop of builders".formatted(workshop)));
    }
    Removals.Leftovers leftovers = removals.leftovers(workshop);
    if (!leftovers.objections().isEmpty()) {
      return new ClearResult(0, leftovers.objections());
    }
    RemoteRepository source = registries.source(workshop);
    int removed = 0;
    for (Digest digest : leaving(source, leftovers.digests(), pulse)) {
      for (Digest part : parts(source, digest)) {
        pulse.run();
        List<String> objections = removals.leftovers(workshop).objections();
        if (!objections.isEmpty()) {
          return new ClearResult(removed, objections);
        }
        switch (deletion.manifest(workshop, part)) {
          case REMOVED -> removed++;
          case ABSENT, MOVED -> {}
          case UNSUPPORTED -> {
            return new ClearResult(removed, List.of("its registry deletes no manifests"));
          }
        }
      }
    }
    return new ClearResult(removed, List.of());
  }

  private static Set<Digest> leaving(RemoteRepository source, List<Digest> brought, Runnable pulse)
      throws IOException {
    Set<Digest> leaving = new LinkedHashSet<>();
    for (Tag tag : source.findTags().orElse(List.of())) {
      if (BuildId.isTag(tag)) {
        pulse.run();
        source.find(tag).map(Descriptor::digest).ifPresent(leaving::add);
      }
    }
    leaving.addAll(brought);
    return leaving;
  }

  /** Itself, then what an index was made of; nothing where it is gone. */
  private static List<Digest> parts(RemoteRepository source, Digest digest) throws IOException {
    Optional<Manifest> found = source.get(digest);
    if (found.isEmpty()) {
      return List.of();
    }
    Set<Digest> parts = new LinkedHashSet<>(Set.of(digest));
    if (MediaTypes.isIndex(found.get().mediaType())) {
      ManifestContent.of(found.get()).children().forEach(child -> parts.add(child.digest()));
    }
    return List.copyOf(parts);
  }
}

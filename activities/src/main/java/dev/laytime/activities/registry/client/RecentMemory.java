package dev.laytime.activities.registry.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was seen in the last minutes, as far as there is room. */
final class RecentMemory implements RegistryMemory {

  private static final Duration BLOBS = Duration.ofMinutes(5);
  private static final Duration MANIFESTS = Duration.ofMinutes(10);
  private static final Duration LISTINGS = Duration.ofSeconds(30);
  private static final Duration ABILITIES = Duration.ofMinutes(10);
  private static final int MOST_BLOBS = 100_000;
  private static final int MOST_TAGS = 100_000;
  private static final int MOST_REPOSITORIES = 1_000;
  private static final long MOST_MANIFEST_BYTES = 32L * 1024 * 1024;

  private final Cache<Place, Boolean> blobs =
      Caffeine.newBuilder().maximumSize(MOST_BLOBS).expireAfterWrite(BLOBS).build();
  private final Cache<Shelf, Repository> shelves =
      Caffeine.newBuilder().maximumSize(MOST_BLOBS).expireAfterWrite(BLOBS).build();
  private final Cache<Place, Manifest> manifests =
      Caffeine.newBuilder()
          .maximumWeight(MOST_MANIFEST_BYTES)
          .weigher((Place _, Manifest manifest) -> manifest.bytes().length)
          .expireAfterWrite(MANIFESTS)
          .build();
  private final Cache<Repository, TagListing> listings =
      Caffeine.newBuilder().maximumSize(MOST_REPOSITORIES).expireAfterWrite(LISTINGS).build();
  private final Cache<Repository, Boolean> withoutReferrers =
      Caffeine.newBuilder().maximumSize(MOST_REPOSITORIES).expireAfterWrite(ABILITIES).build();

  private final Cache<Name, Seen> names =
      Caffeine.newBuilder()
          .maximumSize(MOST_TAGS)
          .expireAfterWrite(RegistrySettings.LONGEST_TRUST)
          .build();

  private final Cache<Check, Boolean> checks =
      Caffeine.newBuilder().maximumSize(MOST_REPOSITORIES).expireAfterWrite(ABILITIES).build();

  private record Place(Repository repository, Digest digest) {}

  private record Name(Repository repository, Tag tag) {}

  private record Seen(Descriptor named, Instant at) {}

  private record Shelf(String registry, Digest digest) {}

  private record Check(Repository repository, String algorithm) {}

  @Override
  public boolean hasBlob(Repository repository, Digest blob) {
    return blobs.getIfPresent(new Place(repository, blob)) != null;
  }

  @Override
  public void rememberBlob(Repository repository, Digest blob) {
    blobs.put(new Place(repository, blob), true);
    shelves.put(new Shelf(repository.registry(), blob), repository);
  }

  @Override
  public Optional<Repository> elsewhere(Repository repository, Digest blob) {
    return Optional.ofNullable(shelves.getIfPresent(new Shelf(repository.registry(), blob)))
        .filter(other -> !other.equals(repository));
  }

  @Override
  public void doubt(Repository repository) {
    blobs.asMap().keySet().removeIf(place -> place.repository().equals(repository));
    shelves.asMap().values().removeIf(repository::equals);
    listings.invalidate(repository);
    names.asMap().keySet().removeIf(name -> name.repository().equals(repository));
  }

  @Override
  public @Nullable Manifest manifest(Repository repository, Digest digest) {
    return manifests.getIfPresent(new Place(repository, digest));
  }

  @Override
  public void rememberManifest(Repository repository, Manifest manifest) {
    manifests.put(new Place(repository, manifest.digest()), manifest);
  }

  @Override
  public boolean lacks(Repository repository, Tag tag, TagListing.Lister lister) {
    return tags(repository).lacks(tag, lister);
  }

  @Override
  public boolean isEmpty(Repository repository, TagListing.Lister lister) {
    return tags(repository).isEmpty(lister);
  }

  @Override
  public void rememberTag(Repository repository, Tag tag) {
    tags(repository).add(tag);
  }

  @Override
  public Optional<Descriptor> named(
      Repository repository, Tag tag, Instant since, TagListing.Lister lister) {
    return Optional.ofNullable(names.getIfPresent(new Name(repository, tag)))
        .filter(seen -> !seen.at().isBefore(since))
        .filter(_ -> tags(repository).has(tag, lister))
        .map(Seen::named);
  }

  @Override
  public void rememberNamed(Repository repository, Tag tag, Descriptor named) {
    names.put(new Name(repository, tag), new Seen(named, Instant.now()));
  }

  private TagListing tags(Repository repository) {
    return listings.get(repository, _ -> new TagListing());
  }

  @Override
  public boolean lacksReferrersApi(Repository repository) {
    return withoutReferrers.getIfPresent(repository) != null;
  }

  @Override
  public void rememberNoReferrersApi(Repository repository) {
    withoutReferrers.put(repository, true);
  }

  @Override
  public Optional<Boolean> refusesWrongDigests(Repository repository, String algorithm) {
    return Optional.ofNullable(checks.getIfPresent(new Check(repository, algorithm)));
  }

  @Override
  public void rememberWrongDigest(Repository repository, String algorithm, boolean refused) {
    checks.put(new Check(repository, algorithm), refused);
  }
}

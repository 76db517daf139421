package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.EarlierFetches;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.FetchedManifests.Errand;
import dev.laytime.ledger.FetchedManifests.Fetched;
import dev.laytime.ledger.LedgerUnavailableException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those of one source that are in the ledger; while that is away everything is fetched. */
record KeptFetches(FetchedManifests ledger, String mirror, Repository source)
    implements EarlierFetches {

  private static final Logger log = LoggerFactory.getLogger(KeptFetches.class);

  @Override
  public List<Manifest> of(Digest image) {
    try {
      return ledger.find(errand(image)).stream()
          .map(one -> new Manifest(one.mediaType(), one.digest(), one.bytes()))
          .filter(KeptFetches::isWhole)
          .toList();
    } catch (LedgerUnavailableException e) {
      return List.of();
    }
  }

  private static boolean isWhole(Manifest manifest) {
    Digest digest = manifest.digest();
    return Hashing.digestOf(manifest.bytes(), digest.algorithm()).equals(digest);
  }

  @Override
  public void keep(Digest image, Collection<Manifest> manifests) {
    try {
      ledger.keep(
          errand(image),
          manifests.stream()
              .map(one -> new Fetched(one.mediaType(), one.digest(), one.bytes()))
              .toList());
    } catch (LedgerUnavailableException e) {
      log.warn(
          "manifests have to be fetched again source={} digest={} number={} cause={}",
          source,
          image,
          manifests.size(),
          e.getMessage());
    }
  }

  @Override
  public void used(Digest image) {
    try {
      ledger.forget(errand(image));
    } catch (LedgerUnavailableException e) {
      log.warn("kept manifests stay source={} digest={} cause={}", source, image, e.getMessage());
    }
  }

  private Errand errand(Digest image) {
    return new Errand(mirror, source, image);
  }
}

package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryBudget;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.ArchiveTarget;
import dev.laytime.activities.registry.copy.EarlierFetches;
import dev.laytime.activities.registry.copy.LayoutStore;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.ActivityExecutionContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/** Where locations are: registries, and layouts and archives on this machine where allowed. */
public final class ImageStores implements AutoCloseable {

  private final RegistryClient registries;
  private final Predicate<Path> layouts;
  private final FetchedManifests fetched;

  /**
   * Stores for all that locations can name.
   *
   * @param settings of the registries; in a dry run no layout or archive is written either
   * @param layouts which directories and archives locations may name, absolute and normalised: a
   *     worker touches only those of its caller that it was started for
   * @param fetched where manifests are kept that no attempt could use yet
   */
  public ImageStores(ClientSettings settings, Predicate<Path> layouts, FetchedManifests fetched) {
    this(new RegistryClient(settings), layouts, fetched);
  }

  /** The same, that keep nothing. */
  ImageStores(ClientSettings settings, Predicate<Path> layouts) {
    this(settings, layouts, FetchedManifests.NONE);
  }

  private ImageStores(
      RegistryClient registries, Predicate<Path> layouts, FetchedManifests fetched) {
    this.registries = registries;
    this.layouts = layouts;
    this.fetched = fetched;
  }

  /** The same stores, for what is as urgent as that. They are closed with these. */
  ImageStores at(Urgency urgency) {
    return new ImageStores(registries.at(urgency), layouts, fetched);
  }

  /** The same stores, as urgent as an activity that Temporal has put first or last. */
  ImageStores forActivity(ActivityExecutionContext context) {
    return at(Urgency.of(context.getInfo().getPriority().getPriorityKey()));
  }

  /**
   * How far each registry may be asked that is configured, or that was asked from here.
   *
   * @throws dev.laytime.ledger.LedgerUnavailableException if the ledger cannot be asked
   */
  public Map<String, RegistryBudget> budgets() {
    return registries.budgets();
  }

  /** Lets go of what was there for an owner of ways of his own to sources. */
  public void leave(String owner) {
    registries.leave(owner);
  }

  /** The registries themselves, for what is done in stages. */
  RegistryClient registries() {
    return registries;
  }

  /** The store to read a location from. */
  ImageStore source(ImageLocation location) throws RegistryException {
    return switch (location) {
      case ImageLocation.InRegistry(var reference) ->
          registries.sharedSource(reference.repository());
      case ImageLocation.InLayout layout -> LayoutStore.existing(path(layout.path()));
      case ImageLocation.InLayoutArchive archive -> LayoutStore.archived(path(archive.path()));
      case ImageLocation.InDockerArchive archive ->
          LayoutStore.ofDocker(path(archive.path()), archive.name(), archive.tag());
    };
  }

  /** What earlier attempts had from there; on a disk nothing is counted. */
  EarlierFetches earlier(ImageLocation location) {
    return location instanceof ImageLocation.InRegistry(var reference)
        ? earlier("", reference.repository())
        : EarlierFetches.NONE;
  }

  /** The same, for a mirror. */
  EarlierFetches earlier(String mirror, Repository source) {
    return new KeptFetches(fetched, mirror, source);
  }

  /** The store to write a location to, to be closed by the caller. */
  ImageStore target(ImageLocation location) throws RegistryException {
    registries.checkWritable("write " + location);
    return switch (location) {
      case ImageLocation.InRegistry(var reference) ->
          registries.sharedTarget(reference.repository());
      case ImageLocation.InLayout layout -> LayoutStore.existingOrNew(path(layout.path()));
      case ImageLocation.InLayoutArchive archive ->
          ArchiveTarget.ofLayout(path(archive.path()), archive.text());
      case ImageLocation.InDockerArchive archive -> {
        checkWithoutDigest(archive);
        yield ArchiveTarget.ofDocker(path(archive.path()), archive.text(), archive.name());
      }
    };
  }

  private static void checkWithoutDigest(ImageLocation.InDockerArchive archive)
      throws RegistryException {
    if (archive.digest() != null) {
      throw new RegistryException(
          FailureType.REFUSED,
          "write " + archive,
          "such an archive keeps no manifest, so it has no digest",
          "leave the digest out of the target, or name it in the source");
    }
  }

  @Override
  public void close() {
    registries.close();
  }

  private Path path(String named) throws RegistryException {
    Path path = Path.of(named).normalize();
    if (path.isAbsolute() && layouts.test(path)) {
      return path;
    }
    throw new RegistryException(
        FailureType.REFUSED,
        "open " + named,
        "this worker was not started for that path",
        "name it to `laytime mirror`, which starts a worker of its own for it");
  }
}

package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a registry can do, with two tags of its own, and cleans up behind itself. */
public final class Probing {

  private static final Logger log = LoggerFactory.getLogger(Probing.class);
  private static final int SUFFIX = 12;

  private final Deletion deletion;
  private final Repository repository;
  private final RemoteRepository target;
  private final List<Manifest> written = new ArrayList<>();
  private final Runnable pulse;
  private final Tag going;
  private final Tag staying;

  /**
   * @param pulse is told of every step
   */
  public Probing(
      RegistryClient registries, Deletion deletion, Repository repository, Runnable pulse) {
    this.pulse = pulse;
    this.deletion = deletion;
    this.repository = repository;
    this.target = registries.target(repository);
    String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
    this.going = ReservedTags.probe(suffix + "-a");
    this.staying = ReservedTags.probe(suffix + "-b");
  }

  /**
   * Probes.
   *
   * @throws RegistryException if it could not be found out; of type {@code REFUSED} where nothing
   *     may be deleted
   */
  public Capabilities run() throws IOException, InterruptedException {
    deletion.checkAllowed(repository);
    try {
      Manifest image = write(staying);
      TagDeletion way = way(image);
      boolean immutable = isImmutable();
      log.info("probed repository={} tagDeletion={} immutable={}", repository, way, immutable);
      return new Capabilities(way, immutable);
    } finally {
      cleanUp();
    }
  }

  private TagDeletion way(Manifest image) throws IOException, InterruptedException {
    target.writePlaceholder(image, going);
    if (deletion.tag(repository, going) == Deletion.Answer.REMOVED && onlyOneWent(image)) {
      deletion.tag(repository, staying);
      log.info(
          "probed repository={} lastTagDeletesManifest={}",
          repository,
          target.find(image.digest()).isEmpty());
      return TagDeletion.NATIVE;
    }
    try {
      Manifest again = write(staying);
      target.writePlaceholder(again, going);
      return deletion.tagByPlaceholder(repository, going, again) == Deletion.Answer.REMOVED
              && onlyOneWent(again)
          ? TagDeletion.PLACEHOLDER
          : TagDeletion.NONE;
    } catch (RegistryException e) {
      if (isRefusal(e)) {
        return TagDeletion.NONE;
      }
      throw e;
    }
  }

  /** Whether the one tag is gone, and the other and the manifest are not. */
  private boolean onlyOneWent(Manifest image) throws IOException {
    return target.find(going).isEmpty()
        && target.find(image.digest()).isPresent()
        && names(staying, image);
  }

  private boolean names(Tag tag, Manifest manifest) throws IOException {
    return target.find(tag).map(Descriptor::digest).filter(manifest.digest()::equals).isPresent();
  }

  private boolean isImmutable() throws IOException {
    try {
      write(staying);
      Manifest second = write(staying);
      return !names(staying, second);
    } catch (RegistryException e) {
      if (isRefusal(e)) {
        return true;
      }
      throw e;
    }
  }

  private static boolean isRefusal(RegistryException e) {
    return e.type() == FailureType.REFUSED || e.type() == FailureType.DENIED;
  }

  private Manifest write(Tag tag) throws IOException {
    pulse.run();
    Manifest manifest = Placeholder.unique();
    written.add(manifest);
    target.writePlaceholder(manifest, tag);
    return manifest;
  }

  /** By digest, and a tag that outlives that by itself. */
  private void cleanUp() throws InterruptedException {
    for (Manifest manifest : written) {
      cleanUp(manifest.digest());
    }
    for (Tag tag : List.of(going, staying)) {
      try {
        if (target.find(tag).isPresent()) {
          deletion.tag(repository, tag);
        }
      } catch (IOException e) {
        log.warn("probe left behind repository={} tag={}", repository, tag, e);
      }
    }
  }

  private void cleanUp(Digest digest) throws InterruptedException {
    pulse.run();
    try {
      deletion.manifest(repository, digest);
    } catch (IOException e) {
      log.warn("probe left behind repository={} digest={}", repository, digest, e);
    }
  }
}

package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.PullQuota;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Presence;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of registries beside all workflows. */
public final class RegistryQuestions {

  private static final Logger log = LoggerFactory.getLogger(RegistryQuestions.class);

  private final ImageStores stores;

  public RegistryQuestions(ImageStores stores) {
    this.stores = stores;
  }

  /** Whether a registry has what a tag names. */
  public Presence has(Reference image) {
    Tag tag = image.tag();
    if (tag == null) {
      return Presence.UNKNOWN;
    }
    try {
      return stores.registries().source(image.repository()).find(tag).isPresent()
          ? Presence.THERE
          : Presence.ABSENT;
    } catch (IOException e) {
      log.info("nobody knows whether it is there image={} cause={}", image, e.getMessage());
      return isRefused(e) ? Presence.REFUSED : Presence.UNKNOWN;
    }
  }

  private static boolean isRefused(IOException e) {
    return e instanceof RegistryException refused
        && (refused.type() == FailureType.UNAUTHORIZED || refused.type() == FailureType.DENIED);
  }

  /**
   * How many pulls a registry still grants; empty where it does not say.
   *
   * @throws IOException if it does not answer
   */
  public Optional<PullQuota> quota(Repository repository, Tag tag) throws IOException {
    return stores.registries().source(repository).quota(tag);
  }
}

package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.PullQuota;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
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

  /** Whether a registry has what a tag names; empty where it does not tell. */
  public Optional<Boolean> has(Reference image) {
    Tag tag = image.tag();
    if (tag == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(stores.registries().source(image.repository()).find(tag).isPresent());
    } catch (IOException e) {
      log.info("nobody knows whether it is there image={} cause={}", image, e.getMessage());
      return Optional.empty();
    }
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

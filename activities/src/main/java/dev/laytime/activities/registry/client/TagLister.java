package dev.laytime.activities.registry.client;

import dev.laytime.image.Tag;
import java.util.List;
import java.util.Optional;

/** Lists the tags of one repository, wherever that is done. */
public interface TagLister {

  /**
   * All tags, each once; empty where the registry itself says that there is no such repository.
   *
   * <p>Where pages are numbered, as by vendors, a tag that is deleted meanwhile can hide another
   * from the list: who takes a tag for gone asks for it by its name first.
   *
   * @param progress of this attempt and of one before
   * @throws RegistryException if any page could not be had: a list that was cut short is never
   *     returned
   */
  Optional<List<Tag>> find(TagProgress progress) throws RegistryException;

  /** The same, from the front. */
  default Optional<List<Tag>> find() throws RegistryException {
    return find(TagProgress.NONE);
  }
}

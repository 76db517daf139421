package dev.laytime.activities.registry.client;

import dev.laytime.image.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How far a listing of tags came: whoever lists again may go on there. */
public interface TagProgress {

  /**
   * What was listed so far.
   *
   * @param next where the next page is, in the words of who lists: for nobody else
   */
  record Part(List<Tag> tags, String next) {
    public Part {
      tags = List.copyOf(tags);
    }
  }

  /** Remembers nothing. */
  TagProgress NONE = pulsing(() -> {});

  /** Where an earlier attempt came to; empty for nowhere. */
  Optional<Part> before();

  /**
   * A page was read, and there is another.
   *
   * @param tags all so far
   * @param next as in {@link Part}
   * @throws RegistryException if it is not to go on now
   */
  void read(Collection<Tag> tags, String next) throws RegistryException;

  /** Remembers nothing, and tells of every page. */
  static TagProgress pulsing(Runnable pulse) {
    return new TagProgress() {
      @Override
      public Optional<Part> before() {
        return Optional.empty();
      }

      @Override
      public void read(Collection<Tag> tags, String next) {
        pulse.run();
      }
    };
  }
}

package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** Sees to it that a listing ends, whatever its server says of a next page. */
final class PageCount {

  private static final int MOST_PAGES = 10_000;

  /** Some registries filter what they list after they cut it into pages. */
  private static final int MOST_IDLE_PAGES = 100;

  private final int mostEntries;
  private final String what;
  private final Set<URI> seen = new HashSet<>();
  private int entries;
  private int idle;

  /**
   * @param mostEntries of all pages together
   * @param what is listed, for errors
   */
  PageCount(int mostEntries, String what) {
    this.mostEntries = mostEntries;
    this.what = what;
  }

  /** Whether no page but one was asked for. */
  boolean isFirst() {
    return seen.size() == 1;
  }

  /**
   * Before a page is asked for.
   *
   * @throws RegistryException if it was asked for before, or there are too many
   */
  void next(URI page) throws RegistryException {
    if (!seen.add(page)) {
      throw RegistryErrors.unusable(what, "its pages lead in a circle");
    }
    if (seen.size() > MOST_PAGES) {
      throw RegistryErrors.unusable(what, "it has more than 10,000 pages");
    }
  }

  /**
   * After a page was read.
   *
   * @param total how many entries there are with it, each counted once
   * @return the same number
   * @throws RegistryException if there are too many, or too many pages tell nothing new
   */
  int found(int total) throws RegistryException {
    if (total > mostEntries) {
      throw new RegistryException(
          FailureType.UNSUPPORTED,
          what,
          "there are more than %,d entries".formatted(mostEntries),
          "no such list should be; ask the registry's owner");
    }
    idle = total > entries ? 0 : idle + 1;
    entries = total;
    if (idle > MOST_IDLE_PAGES) {
      throw RegistryErrors.unusable(what, "its pages go on and tell nothing new");
    }
    return total;
  }
}

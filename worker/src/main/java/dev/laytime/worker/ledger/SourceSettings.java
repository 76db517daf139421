package dev.laytime.worker.ledger;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;

/**
 * A source of use as configuration has it, or an object.
 *
 * @param kind {@code directory}, {@code git} or {@code cluster}
 * @param scanEvery from one scan's start to the next
 * @param prefixes below which its word counts; empty for everywhere
 */
public record SourceSettings(
    String name, String kind, Duration scanEvery, List<RepositoryPrefix> prefixes) {

  public SourceSettings {
    prefixes = List.copyOf(prefixes);
  }

  /** One whose word counts everywhere. */
  public SourceSettings(String name, String kind, Duration scanEvery) {
    this(name, kind, scanEvery, List.of());
  }
}

package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;

/**
 * What a {@code UsageSource} is.
 *
 * @param object {@code NAMESPACE/NAME}
 * @param namespace the object's own, and that of its Secret
 * @param name of the source: {@code NAMESPACE.NAME}, as a namespace has no dot
 * @param prefixes below which its word counts; empty for everywhere
 */
public record ObservedSource(
    String object,
    String namespace,
    String name,
    List<RepositoryPrefix> prefixes,
    Duration scanEvery,
    UsageSourceSpec spec) {
  public ObservedSource {
    prefixes = List.copyOf(prefixes);
  }

  /** Whether its author is not who runs the worker. */
  @JsonIgnore
  public boolean isTenants() {
    return !prefixes.isEmpty();
  }
}

package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished life leaves.
 *
 * @param image its name
 * @param digest what it was; null for one that never came
 * @param at when it ended
 * @param cause {@code deleted}, {@code never came} …
 * @param proof on what it was deleted: what every source said
 * @param releasedBytes what the registry's own collection may free
 */
public record Obituary(
    String image,
    @Nullable Digest digest,
    Instant at,
    String cause,
    List<String> proof,
    long releasedBytes) {

  public Obituary {
    proof = List.copyOf(proof);
  }
}

package dev.laytime.activity;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one copy cost.
 *
 * @param requests to registries, by method as in {@code GET}; those for tokens apart
 * @param bytesSaved bytes of the blobs that the target had, or took from another repository, and of
 *     others what an earlier attempt had sent
 * @param lookMillis how long it took to find out what the target lacks
 * @param blobMillis how long blobs took
 * @param manifestMillis how long manifests took, and referrers' listings
 */
public record CopyEffort(
    Map<String, Integer> requests,
    long bytesSaved,
    long lookMillis,
    long blobMillis,
    long manifestMillis) {

  /** As nothing is known of it. */
  public static final CopyEffort UNKNOWN = new CopyEffort(Map.of(), 0, 0, 0, 0);

  /** In the order of the methods' names. */
  public CopyEffort {
    requests = Collections.unmodifiableMap(new TreeMap<>(requests));
  }
}

package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;

/**
 * A stage to be listed.
 *
 * @param stage its name
 * @param startedAt the workflow's time before it was ordered
 */
public record InventoryRequest(String stage, RepositoryPrefix prefix, Instant startedAt) {}

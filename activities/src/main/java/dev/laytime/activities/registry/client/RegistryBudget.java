package dev.laytime.activities.registry.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a registry may be asked.
 *
 * @param nextSlot until the next request, whoever sends it; zero where it may be sent now
 * @param quota what the registry told this worker lately; null where it told nothing
 */
public record RegistryBudget(Duration nextSlot, @Nullable Quota quota) {}

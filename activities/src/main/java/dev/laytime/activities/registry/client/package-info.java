/**
 * An OCI distribution client: what a copy needs of a registry, and nothing of Temporal.
 *
 * <p>Every request goes through the one guarded {@code Transport}; every byte that comes in is
 * checked against the digest that was asked for.
 */
@NullMarked
package dev.laytime.activities.registry.client;

import org.jspecify.annotations.NullMarked;

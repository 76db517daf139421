/**
 * Lists what a live cluster names: paged, by GET alone, complete or with a gap for all that is not.
 *
 * <p>Only {@code KubernetesApi} knows the client; the rest reads JSON and can be tried without one.
 */
@NullMarked
package dev.laytime.activities.usage.cluster;

import org.jspecify.annotations.NullMarked;

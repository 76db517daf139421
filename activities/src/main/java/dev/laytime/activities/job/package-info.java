/**
 * Work that is done in a Pod of its own: one Kubernetes Job for each piece of work, found again by
 * whoever takes the work over. What the work is, others know.
 */
@NullMarked
package dev.laytime.activities.job;

import org.jspecify.annotations.NullMarked;

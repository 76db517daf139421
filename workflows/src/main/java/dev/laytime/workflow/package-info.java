/**
 * The shells: workflow interfaces, and code that observes, decides, acts, remembers and waits.
 *
 * <p>Everything is deterministic: time comes from {@code Workflow.currentTimeMillis()}, and nothing
 * here touches the world but through an activity.
 */
@NullMarked
package dev.laytime.workflow;

import org.jspecify.annotations.NullMarked;

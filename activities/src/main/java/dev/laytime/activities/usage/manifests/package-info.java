/**
 * Reads Kubernetes manifests, kustomizations and values files for the images that they name.
 *
 * <p>No input or output but a {@code FileTree}. Nothing is rendered: where rendering could name an
 * image that is not found here, a gap says so, and where two answers are possible both are listed.
 */
@NullMarked
package dev.laytime.activities.usage.manifests;

import org.jspecify.annotations.NullMarked;

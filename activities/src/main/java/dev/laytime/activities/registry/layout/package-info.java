/**
 * An OCI image layout: images in a directory, as any tool of the trade reads and writes it.
 *
 * <p>{@code OciLayout} is the door. What it decides about {@code index.json} is a pure function of
 * the document; files, locks and renames are kept apart from that.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI
 *     image-spec, image layout</a>
 */
@NullMarked
package dev.laytime.activities.registry.layout;

import org.jspecify.annotations.NullMarked;

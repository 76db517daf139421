/**
 * What images are made of, as far as their layers tell: read once, with limits, and nothing of them
 * is ever written to a disk. Whatever could not be read is said, too.
 */
@NullMarked
package dev.laytime.activities.registry.sbom;

import org.jspecify.annotations.NullMarked;

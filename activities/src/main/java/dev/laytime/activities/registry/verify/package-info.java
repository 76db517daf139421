/**
 * Who signed an image, and who attested something about it: what cosign and its kin leave in a
 * registry, read with limits and judged by keys and identities that are configured.
 */
@NullMarked
package dev.laytime.activities.registry.verify;

import org.jspecify.annotations.NullMarked;

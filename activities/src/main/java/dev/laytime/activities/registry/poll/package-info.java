/**
 * Looks what the source of a mirror rule has by now. It only reads; what it makes of an answer is
 * decided in {@link dev.laytime.mirror.KnownTag} and {@link dev.laytime.mirror.Listed}.
 */
@NullMarked
package dev.laytime.activities.registry.poll;

import org.jspecify.annotations.NullMarked;

/**
 * Images of files alone, made in this process by Jib: of a file in the source that lists what goes
 * into which layer. Nothing of the source is run.
 *
 * <p>Jib gets no login and dials nobody: base images come to it as archives, and what it makes
 * leaves it as one.
 */
@NullMarked
package dev.laytime.activities.build.jib;

import org.jspecify.annotations.NullMarked;

/** Images made for a proof: real to every tool, of random bytes that nothing can compress. */
@NullMarked
package dev.laytime.e2e.image;

import org.jspecify.annotations.NullMarked;

/** Suite {@code mirrors}: mirrors that keep copies of tags, whatever happens meanwhile. */
@NullMarked
package dev.laytime.e2e.mirrors;

import org.jspecify.annotations.NullMarked;

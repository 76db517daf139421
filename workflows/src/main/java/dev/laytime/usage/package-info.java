/** Who needs which image: what sources of use name, as they name it. */
@NullMarked
package dev.laytime.usage;

import org.jspecify.annotations.NullMarked;

/** What the process brings itself when it is started with {@code --embedded}. */
@NullMarked
package dev.laytime.worker.embedded;

import org.jspecify.annotations.NullMarked;

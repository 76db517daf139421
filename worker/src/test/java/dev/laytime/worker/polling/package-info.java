@NullMarked
package dev.laytime.worker.polling;

import org.jspecify.annotations.NullMarked;

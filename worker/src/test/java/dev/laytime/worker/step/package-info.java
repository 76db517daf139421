@NullMarked
package dev.laytime.worker.step;

import org.jspecify.annotations.NullMarked;

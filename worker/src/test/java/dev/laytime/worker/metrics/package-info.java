@NullMarked
package dev.laytime.worker.metrics;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.worker.observers;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.worker.process;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.worker.temporal;

import org.jspecify.annotations.NullMarked;

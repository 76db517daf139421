@NullMarked
package dev.laytime.worker.promoting;

import org.jspecify.annotations.NullMarked;

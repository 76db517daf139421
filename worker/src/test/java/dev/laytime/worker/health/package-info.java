@NullMarked
package dev.laytime.worker.health;

import org.jspecify.annotations.NullMarked;

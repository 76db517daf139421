@NullMarked
package dev.laytime.worker.startup;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.worker.embedded;

import org.jspecify.annotations.NullMarked;

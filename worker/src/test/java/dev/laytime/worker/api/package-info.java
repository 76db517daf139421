@NullMarked
package dev.laytime.worker.api;

import org.jspecify.annotations.NullMarked;

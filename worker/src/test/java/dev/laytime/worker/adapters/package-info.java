@NullMarked
package dev.laytime.worker.adapters;

import org.jspecify.annotations.NullMarked;

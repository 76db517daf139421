@NullMarked
package dev.laytime.worker.building;

import org.jspecify.annotations.NullMarked;

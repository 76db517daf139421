@NullMarked
package dev.laytime.worker.configuration;

import org.jspecify.annotations.NullMarked;

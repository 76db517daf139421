/** What a person may set: {@code laytime.yaml}, the environment, the command line. */
@NullMarked
package dev.laytime.worker.configuration;

import org.jspecify.annotations.NullMarked;

/**
 * Real processes under test: started on free loopback ports, watched, killed, and ended by their
 * id, with their output in files.
 */
@NullMarked
package dev.laytime.e2e.harness;

import org.jspecify.annotations.NullMarked;

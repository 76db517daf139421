/**
 * What should happen to an image: its state, what changes it, what is decided, and why.
 *
 * <p>Functions of their arguments alone: no clock, no I/O, no Temporal. What is here reaches
 * workflow histories: add components, never rename or remove them.
 */
@NullMarked
package dev.laytime.lifecycle;

import org.jspecify.annotations.NullMarked;

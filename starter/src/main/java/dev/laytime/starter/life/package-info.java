/**
 * What changes a life goes through Temporal.
 *
 * <p>Whoever sends a life something starts it: so nothing is sent before the worker's stages say
 * that the image lies in one.
 */
@NullMarked
package dev.laytime.starter.life;

import org.jspecify.annotations.NullMarked;

/**
 * Which Temporal service a command talks to.
 *
 * <p>{@code Route} decides, from values alone; the other classes ask, connect, or start a worker of
 * the command's own.
 */
@NullMarked
package dev.laytime.starter.temporal;

import org.jspecify.annotations.NullMarked;

/**
 * The hand: the command line.
 *
 * <p>It knows the contracts and no worker: what it cannot ask a running worker for, it asks of a
 * worker process that it starts itself. Results go to stdout, everything else to stderr.
 */
@NullMarked
package dev.laytime.starter;

import org.jspecify.annotations.NullMarked;

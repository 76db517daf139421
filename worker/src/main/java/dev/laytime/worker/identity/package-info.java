/** What the worker says of itself, over HTTP and in a file. */
@NullMarked
package dev.laytime.worker.identity;

import org.jspecify.annotations.NullMarked;

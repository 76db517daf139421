/**
 * What a worker does once at its start: configuration goes into the ledger before anything polls;
 * loops and lives are started after it, again and again until Temporal has taken them all. Two
 * workers that do it at once do no harm.
 */
@NullMarked
package dev.laytime.worker.registration;

import org.jspecify.annotations.NullMarked;

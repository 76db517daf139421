/** Joins builds to the worker's configuration, the ledger and Temporal's client. */
@NullMarked
package dev.laytime.worker.building;

import org.jspecify.annotations.NullMarked;

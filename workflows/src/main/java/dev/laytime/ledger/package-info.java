/**
 * What activities ask of the ledger and tell it, as plain interfaces: the worker implements them
 * over SQL, tests in memory.
 */
@NullMarked
package dev.laytime.ledger;

import org.jspecify.annotations.NullMarked;

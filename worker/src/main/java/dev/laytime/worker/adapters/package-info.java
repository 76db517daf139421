/**
 * Other projects' interfaces and Laytime's own objects, joined to the ledger and to clusters. An
 * adapter makes rules of objects and shows in them what became of it; it decides nothing.
 */
@NullMarked
package dev.laytime.worker.adapters;

import org.jspecify.annotations.NullMarked;

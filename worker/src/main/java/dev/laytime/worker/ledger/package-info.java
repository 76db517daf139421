/**
 * The ledger: what people decided and what scans saw, in SQL. Temporal is the truth about where a
 * life stands.
 */
@NullMarked
package dev.laytime.worker.ledger;

import org.jspecify.annotations.NullMarked;

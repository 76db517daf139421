@NullMarked
package dev.laytime.worker.ledger;

import org.jspecify.annotations.NullMarked;

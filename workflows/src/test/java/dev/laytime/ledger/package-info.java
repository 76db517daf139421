@NullMarked
package dev.laytime.ledger;

import org.jspecify.annotations.NullMarked;

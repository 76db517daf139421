/** What holds the processes of a proof is proven itself, without any counterpart. */
@NullMarked
package dev.laytime.e2e.harness;

import org.jspecify.annotations.NullMarked;

/** What a gate of a promotion runs: programs of this machine, and Jobs of a cluster. */
@NullMarked
package dev.laytime.activities.gate;

import org.jspecify.annotations.NullMarked;

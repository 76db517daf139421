@NullMarked
package dev.laytime.activities.gate;

import org.jspecify.annotations.NullMarked;

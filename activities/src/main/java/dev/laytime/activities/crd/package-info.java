/** Custom resources, and how they are read from and written to an API server. */
@NullMarked
package dev.laytime.activities.crd;

import org.jspecify.annotations.NullMarked;

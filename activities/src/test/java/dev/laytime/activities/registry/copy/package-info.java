@NullMarked
package dev.laytime.activities.registry.copy;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.usage;

import org.jspecify.annotations.NullMarked;

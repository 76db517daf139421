@NullMarked
package dev.laytime.activities.source;

import org.jspecify.annotations.NullMarked;

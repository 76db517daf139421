@NullMarked
package dev.laytime.activities.build;

import org.jspecify.annotations.NullMarked;

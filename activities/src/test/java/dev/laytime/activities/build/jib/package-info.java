@NullMarked
package dev.laytime.activities.build.jib;

import org.jspecify.annotations.NullMarked;

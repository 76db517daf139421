@NullMarked
package dev.laytime.activities.build.git;

import org.jspecify.annotations.NullMarked;

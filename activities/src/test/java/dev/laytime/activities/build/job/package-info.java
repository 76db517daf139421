@NullMarked
package dev.laytime.activities.build.job;

import org.jspecify.annotations.NullMarked;

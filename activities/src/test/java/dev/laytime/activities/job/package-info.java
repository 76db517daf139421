@NullMarked
package dev.laytime.activities.job;

import org.jspecify.annotations.NullMarked;

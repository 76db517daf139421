@NullMarked
package dev.laytime.activities.usage.cluster;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.registry.cloud;

import org.jspecify.annotations.NullMarked;

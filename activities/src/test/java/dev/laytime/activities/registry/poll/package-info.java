@NullMarked
package dev.laytime.activities.registry.poll;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.registry.stage;

import org.jspecify.annotations.NullMarked;

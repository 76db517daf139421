@NullMarked
package dev.laytime.activities.registry;

import org.jspecify.annotations.NullMarked;

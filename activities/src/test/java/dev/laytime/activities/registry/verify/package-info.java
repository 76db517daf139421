@NullMarked
package dev.laytime.activities.registry.verify;

import org.jspecify.annotations.NullMarked;

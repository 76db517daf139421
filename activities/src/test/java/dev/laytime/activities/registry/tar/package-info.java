@NullMarked
package dev.laytime.activities.registry.tar;

import org.jspecify.annotations.NullMarked;

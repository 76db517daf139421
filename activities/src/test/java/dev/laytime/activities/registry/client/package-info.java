@NullMarked
package dev.laytime.activities.registry.client;

import org.jspecify.annotations.NullMarked;

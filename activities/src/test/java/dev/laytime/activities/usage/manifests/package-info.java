@NullMarked
package dev.laytime.activities.usage.manifests;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.registry.sbom;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.crd.flux;

import org.jspecify.annotations.NullMarked;

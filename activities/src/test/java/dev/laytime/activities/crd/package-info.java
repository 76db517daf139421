@NullMarked
package dev.laytime.activities.crd;

import org.jspecify.annotations.NullMarked;

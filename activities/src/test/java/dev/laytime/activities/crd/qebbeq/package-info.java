@NullMarked
package dev.laytime.activities.crd.qebbeq;

import org.jspecify.annotations.NullMarked;

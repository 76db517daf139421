@NullMarked
package dev.laytime.activities.crd.own;

import org.jspecify.annotations.NullMarked;

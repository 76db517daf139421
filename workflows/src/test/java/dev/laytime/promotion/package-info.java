@NullMarked
package dev.laytime.promotion;

import org.jspecify.annotations.NullMarked;

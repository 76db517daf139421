@NullMarked
package dev.laytime.starter.copy;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.starter.output;

import org.jspecify.annotations.NullMarked;

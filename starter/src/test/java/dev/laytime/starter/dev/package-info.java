@NullMarked
package dev.laytime.starter.dev;

import org.jspecify.annotations.NullMarked;

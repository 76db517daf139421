@NullMarked
package dev.laytime.starter.temporal;

import org.jspecify.annotations.NullMarked;

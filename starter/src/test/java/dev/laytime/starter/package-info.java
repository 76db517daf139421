@NullMarked
package dev.laytime.starter;

import org.jspecify.annotations.NullMarked;

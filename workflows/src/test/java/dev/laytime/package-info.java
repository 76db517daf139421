@NullMarked
package dev.laytime;

import org.jspecify.annotations.NullMarked;

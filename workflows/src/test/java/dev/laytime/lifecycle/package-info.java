@NullMarked
package dev.laytime.lifecycle;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.worker;

import org.jspecify.annotations.NullMarked;

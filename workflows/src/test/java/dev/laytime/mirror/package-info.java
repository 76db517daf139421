@NullMarked
package dev.laytime.mirror;

import org.jspecify.annotations.NullMarked;

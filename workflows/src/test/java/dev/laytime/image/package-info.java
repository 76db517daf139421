@NullMarked
package dev.laytime.image;

import org.jspecify.annotations.NullMarked;

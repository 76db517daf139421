@NullMarked
package dev.laytime.build;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.deploy;

import org.jspecify.annotations.NullMarked;

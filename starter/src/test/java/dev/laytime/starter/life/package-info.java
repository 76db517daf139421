@NullMarked
package dev.laytime.starter.life;

import org.jspecify.annotations.NullMarked;

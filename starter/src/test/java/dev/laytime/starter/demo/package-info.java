@NullMarked
package dev.laytime.starter.demo;

import org.jspecify.annotations.NullMarked;

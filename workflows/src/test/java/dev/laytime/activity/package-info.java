@NullMarked
package dev.laytime.activity;

import org.jspecify.annotations.NullMarked;

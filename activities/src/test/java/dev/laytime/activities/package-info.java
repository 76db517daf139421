@NullMarked
package dev.laytime.activities;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.deploy.compose;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.deploy.helm;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.deploy.image;

import org.jspecify.annotations.NullMarked;

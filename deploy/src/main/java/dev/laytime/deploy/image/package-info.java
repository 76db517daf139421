/** Our own container image: what is in it, and how it is made without a container engine. */
@NullMarked
package dev.laytime.deploy.image;

import org.jspecify.annotations.NullMarked;

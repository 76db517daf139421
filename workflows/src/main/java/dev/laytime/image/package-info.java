/**
 * What things are called: references, digests, platforms, descriptors.
 *
 * <p>Values only. They depend on the JDK, validate themselves when they are made, and travel as the
 * string a person would type.
 */
@NullMarked
package dev.laytime.image;

import org.jspecify.annotations.NullMarked;

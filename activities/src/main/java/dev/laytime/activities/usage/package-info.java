/** Looking at sources of use, whatever they are: the activity, and its failures. */
@NullMarked
package dev.laytime.activities.usage;

import org.jspecify.annotations.NullMarked;

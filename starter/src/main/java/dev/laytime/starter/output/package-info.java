/** How things are said: results, errors, progress, exit codes. It knows nothing of Temporal. */
@NullMarked
package dev.laytime.starter.output;

import org.jspecify.annotations.NullMarked;

/** What watches clusters: it only ever adds to what scans have found, and tells lives of that. */
@NullMarked
package dev.laytime.worker.observers;

import org.jspecify.annotations.NullMarked;

/**
 * One image's whole life, told by a script that types the public commands and believes nothing.
 *
 * <p>The script needs no more of a worker than anybody has: its address, a directory of manifests
 * that it scans, and its registries. {@code DemoWorker} brings all that; the script knows no
 * difference.
 */
@NullMarked
package dev.laytime.starter.demo;

import org.jspecify.annotations.NullMarked;

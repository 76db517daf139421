/** Which stage image stands for which upstream image. */
@NullMarked
package dev.laytime.mirror;

import org.jspecify.annotations.NullMarked;

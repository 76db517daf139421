@NullMarked
package dev.laytime.activities.crd.imagebuilder;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.laytime.activities.crd.imageoperator;

import org.jspecify.annotations.NullMarked;

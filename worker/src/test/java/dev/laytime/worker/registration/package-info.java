@NullMarked
package dev.laytime.worker.registration;

import org.jspecify.annotations.NullMarked;

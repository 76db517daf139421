@NullMarked
package dev.laytime.workflow;

import org.jspecify.annotations.NullMarked;

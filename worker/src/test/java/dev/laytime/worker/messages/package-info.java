@NullMarked
package dev.laytime.worker.messages;

import org.jspecify.annotations.NullMarked;

package dev.laytime.activity;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Pin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pin.
 *
 * @param pin null takes it away
 * @param by who does it
 */
public record PinRequest(Reference image, @Nullable Pin pin, String by, Instant at) {}

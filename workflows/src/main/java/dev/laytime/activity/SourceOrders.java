package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;

/**
 * What is known of a source of use.
 *
 * @param configured whether configuration has it: what it lost still blocks, and is not scanned
 * @param every from one scan's start to the next
 */
public record SourceOrders(
    boolean registered,
    boolean configured,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration every) {}

package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;

/**
 * A Job to run for a promotion.
 *
 * @param job its name in the configuration
 */
public record GateJob(
    PromotionOrder order,
    String gate,
    String job,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout) {}

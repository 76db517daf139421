package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;
import java.util.List;

/** A program to run for a promotion. */
public record GateCommand(
    PromotionOrder order,
    String gate,
    List<String> command,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout) {

  public GateCommand {
    command = List.copyOf(command);
  }
}

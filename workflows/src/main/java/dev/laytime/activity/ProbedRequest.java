package dev.laytime.activity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a stage.
 *
 * @param capabilities null where they were not probed
 * @param owners other installations with a record there
 */
public record ProbedRequest(
    String stage, @Nullable Capabilities capabilities, List<String> owners, Instant at) {
  public ProbedRequest {
    owners = List.copyOf(owners);
  }
}

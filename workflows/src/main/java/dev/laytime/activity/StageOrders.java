package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stage.
 *
 * @param name null where no stage is meant
 * @param prefix null where no stage is meant
 * @param deletionEnabled whether a person switched it on
 * @param installation this installation's id
 * @param capabilities of its registry; null where they were not probed
 * @param every from one sweep's start to the next
 * @param window how long the reaper gathers removals in one repository before it carries them out
 * @param dryRun whether nothing is written there whatever is decided
 */
public record StageOrders(
    @Nullable String name,
    @Nullable RepositoryPrefix prefix,
    boolean deletionEnabled,
    String installation,
    @Nullable Capabilities capabilities,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration every,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window,
    boolean dryRun) {

  /** What is said of whatever a dry run leaves out. */
  public static final String DRY_RUN = "dry run: nothing is written";

  /** What is known of a stage that is written to. */
  public StageOrders(
      @Nullable String name,
      @Nullable RepositoryPrefix prefix,
      boolean deletionEnabled,
      String installation,
      @Nullable Capabilities capabilities,
      Duration every,
      Duration window) {
    this(name, prefix, deletionEnabled, installation, capabilities, every, window, false);
  }
}

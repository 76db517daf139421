package dev.laytime.view;

import dev.laytime.build.BuildStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/builds}: the last ordered first. */
public record BuildsView(List<One> builds) {
  public BuildsView {
    builds = List.copyOf(builds);
  }

  /**
   * {@code GET /api/v1/builds/one}.
   *
   * @param proof how it is proven who ordered it; null where it is asserted
   * @param endedAt when it was over; null while it is not
   */
  public record One(
      BuildStatus status, @Nullable String proof, @Nullable Instant endedAt, Instant updatedAt) {}
}

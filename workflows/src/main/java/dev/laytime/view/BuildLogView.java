package dev.laytime.view;

import dev.laytime.build.BuildState;
import java.util.List;

/**
 * {@code GET /api/v1/builds/log}: the end of what a builder says.
 *
 * @param state where the build stands
 * @param lines the oldest first; none where nothing is known
 * @param note why there are none, or why they are not all; empty for nothing to say
 */
public record BuildLogView(String id, BuildState state, List<String> lines, String note) {
  public BuildLogView {
    lines = List.copyOf(lines);
  }
}

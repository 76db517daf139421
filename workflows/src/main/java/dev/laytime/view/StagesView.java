package dev.laytime.view;

import dev.laytime.activity.Capabilities;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/stages}: the stages. */
public record StagesView(List<Stage> stages) {

  public StagesView {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param deletion {@code enabled} or {@code observe-only}
   * @param objection why nothing is taken away although deletion is enabled; null for nothing
   * @param capabilities null where they were not probed
   * @param owners other installations with a record there
   * @param images how many there are by state, sorted by it
   */
  public record Stage(
      String name,
      String prefix,
      String deletion,
      @Nullable String objection,
      @Nullable Capabilities capabilities,
      List<String> owners,
      Map<String, Integer> images) {
    public Stage {
      owners = List.copyOf(owners);
      images = Collections.unmodifiableMap(new TreeMap<>(images));
    }
  }
}

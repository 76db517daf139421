package dev.laytime.view;

import dev.laytime.activity.Capabilities;
import dev.laytime.lifecycle.StagePause;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/stages}: the stages. */
public record StagesView(List<Stage> stages) {

  private static final int MOST_TOLD = 10;

  public StagesView {
    stages = List.copyOf(stages);
  }

  /** Owners for people to read: the first of many, and how many more there are. */
  public static String told(List<String> owners) {
    String first = owners.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
    return owners.size() <= MOST_TOLD
        ? first
        : first + " and %d more".formatted(owners.size() - MOST_TOLD);
  }

  /**
   * One stage.
   *
   * @param deletion {@code enabled} or {@code observe-only}
   * @param objection why nothing is taken away although deletion is enabled; null for nothing
   * @param capabilities null where they were not probed
   * @param owners other installations with a record there
   * @param images how many there are by state, sorted by it
   * @param pause a person's word that nothing leaves it now; null for none
   * @param missed why no life is told what the last sweep missed; null where nothing is withheld
   * @param pulls whether its registry tells of pulls; null where nobody asks for them, and none was
   *     told
   */
  public record Stage(
      String name,
      String prefix,
      String deletion,
      @Nullable String objection,
      @Nullable Capabilities capabilities,
      List<String> owners,
      Map<String, Integer> images,
      @Nullable StagePause pause,
      @Nullable String missed,
      @Nullable Pulls pulls) {
    public Stage {
      owners = List.copyOf(owners);
      images = Collections.unmodifiableMap(new TreeMap<>(images));
    }

    /** One that nobody has paused, of which no sweep missed much, and where no pull is told. */
    public Stage(
        String name,
        String prefix,
        String deletion,
        @Nullable String objection,
        @Nullable Capabilities capabilities,
        List<String> owners,
        Map<String, Integer> images) {
      this(name, prefix, deletion, objection, capabilities, owners, images, null, null, null);
    }
  }

  /**
   * Whether a registry tells of pulls.
   *
   * @param since from when on of all of them; null where that was never shown
   * @param until when the last pull was made up to which each of its processes has told, and of our
   *     own; null for none
   * @param telling whether that is not too long ago
   * @param processes how many processes of it tell
   * @param slowest the one that has told of least lately; null where of our own pulls less was told
   */
  public record Pulls(
      @Nullable Instant since,
      @Nullable Instant until,
      boolean telling,
      int processes,
      @Nullable String slowest) {}
}

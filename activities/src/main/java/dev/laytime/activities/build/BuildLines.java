package dev.laytime.activities.build;

import dev.laytime.build.BuildId;
import dev.laytime.image.Platform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What builders in this process say: the last builds' last lines, while the process lasts. */
public final class BuildLines implements BuildLogs {

  private static final int BUILDS = 100;
  private static final int LONGEST = 500;

  private final Map<BuildId, Deque<String>> lines = new LinkedHashMap<>();

  /** Begins anew: what an earlier attempt said counts no more. */
  public synchronized void begin(BuildId id) {
    lines.remove(id);
    lines.put(id, new ArrayDeque<>());
    if (lines.size() > BUILDS) {
      lines.remove(lines.keySet().iterator().next());
    }
  }

  /** One more line, of a build that was begun. */
  public synchronized void say(BuildId id, String line) {
    Deque<String> said = lines.get(id);
    if (said == null) {
      return;
    }
    said.addLast(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    if (said.size() > MOST) {
      said.removeFirst();
    }
  }

  @Override
  public synchronized List<String> tail(BuildId id, List<Platform> platforms) {
    Deque<String> said = lines.get(id);
    return said == null ? List.of() : List.copyOf(said);
  }
}

package dev.laytime.activities.build.job;

import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.job.Jobs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Platform;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What builders say in their Jobs, while these are there. */
public final class JobLogs implements BuildLogs {

  private final Jobs jobs;
  private final String namespace;
  private final BuildStrategy strategy;

  /**
   * Logs of a strategy's builders.
   *
   * @param namespace that their Jobs run in
   */
  public JobLogs(Jobs jobs, String namespace, BuildStrategy strategy) {
    this.jobs = jobs;
    this.namespace = namespace;
    this.strategy = strategy;
  }

  @Override
  public List<String> tail(BuildId id, List<Platform> platforms) {
    List<String> lines = new ArrayList<>();
    boolean each = strategy == BuildStrategy.KANIKO && platforms.size() > 1;
    for (Platform platform : each ? platforms : platforms.subList(0, 1)) {
      List<String> said = said(each ? id.on(platform) : id, each ? MOST / platforms.size() : MOST);
      if (each && !said.isEmpty()) {
        lines.add("--- " + platform);
      }
      lines.addAll(said);
    }
    return lines.size() <= MOST ? lines : lines.subList(lines.size() - MOST, lines.size());
  }

  private List<String> said(BuildId id, int most) {
    try {
      return jobs.said(namespace, id.objectName(), BuildJob.KIND, BuildJob.BUILD, most)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UnreadableException("read the log of " + id.objectName(), e);
    }
  }
}

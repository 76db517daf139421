package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitProxies;
import dev.laytime.activity.GitWriteActivities;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The activity that writes into Git repositories. */
public final class GitWriteActivitiesImpl implements GitWriteActivities {

  private final Map<String, GitTargetSettings> targets;
  private final Function<String, Optional<RepositoryPrefix>> stages;
  private final GitProxies proxies;

  /**
   * The activity.
   *
   * @param targets by name
   * @param stages the prefix of a stage, by name
   */
  public GitWriteActivitiesImpl(
      Map<String, GitTargetSettings> targets,
      Function<String, Optional<RepositoryPrefix>> stages,
      GitProxies proxies) {
    this.targets = Map.copyOf(targets);
    this.stages = stages;
    this.proxies = proxies;
  }

  @Override
  public GitWriteResult write(GitWriteRequest request) {
    throw new UnsupportedOperationException(targets + " " + stages + " " + proxies);
  }
}

package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitProxies;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteActivities;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.activity.Problem;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.usage.FileTree.UnreadableException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activity that writes into Git repositories. */
public final class GitWriteActivitiesImpl implements GitWriteActivities {

  private static final Logger log = LoggerFactory.getLogger(GitWriteActivitiesImpl.class);

  private final Map<String, GitTargetSettings> targets;
  private final Function<String, Optional<RepositoryPrefix>> stages;
  private final GitProxies proxies;
  private final Function<GitWriteRequest, String> later;
  private final Map<String, GitWriter> writers = new ConcurrentHashMap<>();

  /**
   * The activity.
   *
   * @param targets by name
   * @param stages the prefix of a stage, by name
   * @param later what moved since an order did and writes there too, for people; empty for nothing
   */
  public GitWriteActivitiesImpl(
      Map<String, GitTargetSettings> targets,
      Function<String, Optional<RepositoryPrefix>> stages,
      GitProxies proxies,
      Function<GitWriteRequest, String> later) {
    this.later = later;
    this.targets = Map.copyOf(targets);
    this.stages = stages;
    this.proxies = proxies;
  }

  @Override
  public GitWriteResult write(GitWriteRequest request) {
    GitTargetSettings settings = settings(request.git());
    WrittenImage image = image(request.order());
    ActivityExecutionContext context = Activity.getExecutionContext();
    try {
      GitWriteResult result =
          writer(settings)
              .write(
                  request,
                  image,
                  () -> later.apply(request),
                  () -> context.heartbeat(request.git()));
      if (result.written()) {
        log.info(
            "wrote git={} branch={} commit={} image={} digest={} promotion={}",
            request.git(),
            result.branch(),
            result.commit(),
            request.order().target(),
            request.order().digest(),
            request.promotion());
      }
      return result;
    } catch (UnreadableException e) {
      throw GitFailures.of(e, settings);
    }
  }

  /**
   * What writing an order would change, as lines of a diff. Nothing is written.
   *
   * @throws ApplicationFailure as {@link #write}
   */
  public List<String> plan(PromotionOrder order, String git) {
    GitTargetSettings settings = settings(git);
    try {
      return writer(settings).plan(image(order));
    } catch (UnreadableException e) {
      throw GitFailures.of(e, settings);
    }
  }

  private GitWriter writer(GitTargetSettings settings) {
    return writers.computeIfAbsent(
        settings.name(), _ -> new GitWriter(settings, proxies, InstantSource.system()));
  }

  private GitTargetSettings settings(String git) {
    GitTargetSettings settings = targets.get(git);
    if (settings == null) {
      throw refused(
          "write to Git target '%s'".formatted(git),
          "this worker's configuration names no such target",
          "add it to git-targets, or take it out of the path");
    }
    return settings;
  }

  private WrittenImage image(PromotionOrder order) {
    String what = "write " + order.target();
    RepositoryPrefix prefix =
        stages
            .apply(order.stage())
            .orElseThrow(() ->
                refused(
                    what,
                    "this worker's configuration has no stage '%s'".formatted(order.stage()),
                    "add it to stages"));
    Tag tag = order.target().tag();
    Optional<String> below = prefix.rest(order.target().repository());
    if (tag == null || below.isEmpty()) {
      throw refused(
          what, "it is no tag in stage '%s'".formatted(order.stage()), "check the stage's prefix");
    }
    return new WrittenImage(
        order.path(), order.stage(), below.get(), order.target().repository(), tag, order.digest());
  }

  private static ApplicationFailure refused(String what, String why, String hint) {
    return GitFailures.failure(FailureType.REFUSED, new Problem(what, why, hint, null));
  }
}

package dev.laytime.activities.build;

import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildAncestryRequest;
import dev.laytime.activity.BuildAncestryResult;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.BuildSourceRequest;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRef;
import dev.laytime.build.GitRepository;
import dev.laytime.build.Resolution;
import dev.laytime.image.Tag;
import dev.laytime.usage.FileTree.UnreadableException;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities of builds. */
public final class BuildActivitiesImpl implements BuildActivities {

  private static final Logger log = LoggerFactory.getLogger(BuildActivitiesImpl.class);

  private static final int LONGEST = 800;

  private final Function<GitRepository, SourceRepository> sources;
  private final Map<BuildStrategy, Builder> builders;

  /**
   * The activities.
   *
   * @param sources the same for the same repository
   */
  public BuildActivitiesImpl(
      Function<GitRepository, SourceRepository> sources, Map<BuildStrategy, Builder> builders) {
    this.sources = sources;
    this.builders = Map.copyOf(builders);
  }

  @Override
  public Resolution resolve(BuildSourceRequest request) {
    BuildRule rule = request.rule();
    if (rule.source() instanceof BuildSource.Text text) {
      return resolve(text, request);
    }
    Tag tag = Objects.requireNonNull(request.image().tag(), "Builds are of tags");
    List<GitRef> candidates = rule.candidates(tag, request.ref());
    if (candidates.isEmpty()) {
      return new Resolution.Final(
          BuildFailure.of(
              BuildFailureKind.NOT_ALLOWED,
              "%s is nothing in Git that build rule %s allows: %s"
                  .formatted(
                      request.ref() == null ? "tag " + tag : request.ref().said(),
                      rule.name(),
                      rule.allowed())));
    }
    Deaths deaths = Deaths.before(Activity.getExecutionContext());
    if (deaths.areTooMany()) {
      return new Resolution.Final(deaths.failure());
    }
    try {
      Resolution found =
          sources.apply(rule.git()).resolve(candidates, rule.allowed(), deaths.pulse());
      return found instanceof Resolution.Found(var ref)
          ? new Resolution.Found(ref.provenIn(rule.git(), rule.allowed()))
          : found;
    } catch (UnreadableException e) {
      if (e.getCause() instanceof BuildException known) {
        return new Resolution.Final(known.failure());
      }
      throw failure(
          "find out what %s is built of".formatted(request.image()),
          e,
          "see that the worker reaches the Git server, and rule %s's login".formatted(rule.name()));
    } finally {
      deaths.none();
    }
  }

  private static Resolution resolve(BuildSource.Text text, BuildSourceRequest request) {
    GitRef ref = request.ref();
    return ref == null
        ? new Resolution.Found(text.resolved())
        : new Resolution.Final(
            BuildFailure.of(
                BuildFailureKind.NOT_ALLOWED,
                "build rule %s builds of a text, which has no %s"
                    .formatted(request.rule().name(), ref.said())));
  }

  @Override
  public BuildAncestryResult compare(BuildAncestryRequest request) {
    String what = "find out what %s comes after".formatted(request.source().commit());
    BuildRule rule = request.rule();
    Deaths deaths = Deaths.before(Activity.getExecutionContext());
    if (deaths.areTooMany()) {
      String cause = deaths.failure().said();
      throw failure(new Problem(what, cause, "see why workers end", null), FailureType.REFUSED);
    }
    try {
      return new BuildAncestryResult(
          sources
              .apply(rule.git())
              .unrelated(request.source(), request.before(), rule.allowed(), deaths.pulse())
              .orElse(null));
    } catch (UnreadableException e) {
      throw failure(
          what,
          e,
          "see that the worker reaches the Git server, and rule %s's login".formatted(rule.name()));
    } finally {
      deaths.none();
    }
  }

  @Override
  public BuildOutcome build(BuildRequest request) {
    String what = "build " + request.image();
    BuildStrategy strategy = request.rule().recipe().strategy();
    Builder builder = builders.get(strategy);
    if (builder == null) {
      String cause = "this worker's configuration has no builder for strategy " + strategy;
      throw failure(new Problem(what, cause, "add it to builders", null), FailureType.REFUSED);
    }
    Deaths deaths = Deaths.before(Activity.getExecutionContext());
    if (deaths.areTooMany()) {
      return new BuildOutcome.GivenUp(deaths.failure());
    }
    try {
      Builder.Pushed pushed = builder.build(request, deaths.pulse());
      log.info(
          "built image={} commit={} strategy={} digest={}",
          request.image(),
          request.source().commit(),
          strategy,
          pushed.digest());
      return new BuildOutcome.Built(pushed.digest(), pushed.by());
    } catch (BuildException e) {
      return new BuildOutcome.Failed(e.failure());
    } catch (ActivityCanceledException e) {
      // Not where this worker ends: the next one finds what it began.
      callOff(builder, request);
      throw e;
    } catch (UnreadableException e) {
      if (e.getCause() instanceof BuildException known) {
        return new BuildOutcome.Failed(known.failure());
      }
      throw failure(what, e, "see that Git and the registries can be reached");
    } finally {
      deaths.none();
    }
  }

  @Override
  public void abandon(BuildRequest request) {
    BuildStrategy strategy = request.rule().recipe().strategy();
    Builder builder = builders.get(strategy);
    if (builder == null) {
      String cause = "this worker's configuration has no builder for strategy " + strategy;
      // Another worker may have it, and is asked next.
      throw failure(
          new Problem("end what builds " + request.image(), cause, "add it to builders", null),
          FailureType.UNAVAILABLE);
    }
    try {
      builder.callOff(request);
    } catch (UnreadableException e) {
      throw failure("end what builds " + request.image(), e, "see that its cluster can be reached");
    }
  }

  /** Its workflow has it ended again where this fails. */
  private static void callOff(Builder builder, BuildRequest request) {
    try {
      builder.callOff(request);
    } catch (UnreadableException e) {
      log.warn("a builder may go on image={} cause={}", request.image(), e.getMessage());
    }
  }

  private static ApplicationFailure failure(String what, UnreadableException e, String hint) {
    StringBuilder said = new StringBuilder(String.valueOf(e.getMessage()));
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      String more = String.valueOf(cause.getMessage());
      if (said.indexOf(more) < 0) {
        said.append(" (").append(more).append(')');
      }
    }
    said.setLength(Math.min(said.length(), LONGEST));
    return failure(new Problem(what, said.toString(), hint, null), FailureType.UNAVAILABLE);
  }

  private static ApplicationFailure failure(Problem problem, FailureType type) {
    return ApplicationFailure.newBuilder()
        .setMessage(problem.what() + ": " + problem.cause())
        .setType(type.name())
        .setNonRetryable(!type.retryable())
        .setDetails(problem)
        .build();
  }
}

package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.Answer;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What statuses say. */
final class ImageBuilderStatuses {

  private static final String FAILED = "BuildFailed";
  private static final String NOT_BEGUN = "NotBegunYet";

  private ImageBuilderStatuses() {}

  /** What an object is to say. */
  record Judged(ImageBuilderStatus status, Verdict verdict) {}

  /**
   * What an object is to say, after what it says.
   *
   * @param attempt its last build, for this generation
   * @param answer what became of the order of the next
   */
  static Judged judged(
      ImageBuilderObject object,
      PlannedBuild planned,
      Attempt attempt,
      Answer answer,
      Instant now) {
    BuildStatus standing = attempt.status();
    return switch (planned) {
      case PlannedBuild.Refused(var verdict) -> judged(object, verdict, object.status(), now);
      case PlannedBuild.InForce force -> {
        ImageBuilderStatus before = object.status();
        boolean done = standing == null ? force.done() : isDone(standing);
        Verdict verdict = verdict(force, attempt, answer);
        yield judged(
            object,
            verdict,
            new ImageBuilderStatus(
                Objects.requireNonNull(object.spec(), "It is in force")
                    .architecture()
                    .jobs(object.header().name()),
                done,
                object.header().generation(),
                before.observedGeneration(),
                before.conditions(),
                standing == null ? kept(before, done) : digest(standing),
                standing == null ? null : standing.id()),
            now);
      }
    };
  }

  private static @Nullable String kept(ImageBuilderStatus before, boolean done) {
    return done ? before.digest() : null;
  }

  private static Judged judged(
      ImageBuilderObject object, Verdict verdict, ImageBuilderStatus said, Instant now) {
    long generation = object.header().generation();
    return new Judged(
        new ImageBuilderStatus(
            said.ranJobs(),
            said.pushed(),
            said.lastGenerationSeen(),
            generation,
            verdict.conditions(generation, said.conditions(), now),
            said.digest(),
            said.build()),
        verdict);
  }

  private static Verdict verdict(PlannedBuild.InForce force, Attempt attempt, Answer answer) {
    BuildStatus standing = attempt.status();
    if (standing == null) {
      return force.done()
          ? Verdict.ready("Built", "%s was built before".formatted(force.image()))
          : switch (answer) {
            case Answer.Taken _ -> Verdict.reconciling(NOT_BEGUN, "its build is about to begin");
            case Answer.Later(var why) -> Verdict.reconciling(NOT_BEGUN, why);
            case Answer.Refused(var why) -> Verdict.stalled("NotBuilt", why);
          };
    }
    return switch (standing.state()) {
      case DONE -> Verdict.ready("Built", "%s is %s".formatted(force.image(), digest(standing)));
      case FAILED -> failed(standing, attempt.again().orElse(null), answer);
      case RESOLVING, BUILDING, VERIFYING, PUSHING ->
          Verdict.reconciling(
              "Building",
              standing.cause().isEmpty()
                  ? "it is %s".formatted(standing.state())
                  : "it is %s: %s".formatted(standing.state(), standing.cause()));
    };
  }

  private static Verdict failed(BuildStatus standing, @Nullable Instant again, Answer answer) {
    BuildFailure failure = standing.failure();
    if (failure == null) {
      return Verdict.stalled(FAILED, standing.cause());
    }
    String said = "%s: %s; %s".formatted(failure.kind(), failure.said(), hint(failure));
    if (again == null) {
      return Verdict.stalled(FAILED, said + "; change the object to have it built again");
    }
    return switch (answer) {
      case Answer.Taken _ -> Verdict.stalled(FAILED, "%s from %s on".formatted(said, again));
      case Answer.Later(var why) -> Verdict.reconciling(NOT_BEGUN, "%s; %s".formatted(why, said));
      case Answer.Refused(var why) ->
          Verdict.stalled(FAILED, "%s; it is not yet: %s".formatted(said, why));
    };
  }

  /** What an object uses stands in it, and not in a rule. */
  private static String hint(BuildFailure failure) {
    return switch (failure.kind()) {
      case OUT_OF_MEMORY -> more("memory", "memory");
      case OUT_OF_DISK -> more("ephemeral-storage", "disk");
      default -> failure.kind().hint();
    };
  }

  private static String more(String limit, String most) {
    return "give it more by limits.%s, up to most.%s of builders.allowed of the worker"
        .formatted(limit, most);
  }

  private static boolean isDone(BuildStatus standing) {
    return standing.state() == BuildState.DONE;
  }

  private static @Nullable String digest(BuildStatus standing) {
    Reference built = standing.built();
    Digest digest = built == null ? null : built.digest();
    return digest == null ? null : digest.value();
  }

  /** Whether another says something else to people. */
  static boolean differ(ImageBuilderStatus before, ImageBuilderStatus after) {
    return !said(before).equals(said(after));
  }

  private static List<String> said(ImageBuilderStatus status) {
    return status.conditions().stream()
        .map(each -> String.join("\n", each.type(), each.status(), each.reason()))
        .toList();
  }
}

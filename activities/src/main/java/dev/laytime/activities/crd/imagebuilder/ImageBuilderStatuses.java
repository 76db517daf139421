package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.Verdict;
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

  private ImageBuilderStatuses() {}

  /** What an object is to say. */
  record Judged(ImageBuilderStatus status, Verdict verdict) {}

  /**
   * What an object is to say, after what it says.
   *
   * @param attempt its last build, for this generation
   * @param refusal why no build is begun; empty for nothing
   */
  static Judged judged(
      ImageBuilderObject object,
      PlannedBuild planned,
      Attempt attempt,
      String refusal,
      Instant now) {
    BuildStatus standing = attempt.status();
    return switch (planned) {
      case PlannedBuild.Refused(var verdict) -> judged(object, verdict, object.status(), now);
      case PlannedBuild.InForce force -> {
        ImageBuilderStatus before = object.status();
        boolean done = standing == null ? force.done() : isDone(standing);
        Verdict verdict = verdict(force, attempt, refusal);
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

  private static Verdict verdict(PlannedBuild.InForce force, Attempt attempt, String refusal) {
    BuildStatus standing = attempt.status();
    if (standing == null) {
      if (force.done()) {
        return Verdict.ready("Built", "%s was built before".formatted(force.image()));
      }
      return refusal.isEmpty()
          ? Verdict.reconciling("NotBegunYet", "its build is about to begin")
          : Verdict.stalled("NotBuilt", refusal);
    }
    return switch (standing.state()) {
      case DONE -> Verdict.ready("Built", "%s is %s".formatted(force.image(), digest(standing)));
      case FAILED -> failed(standing, attempt.again().orElse(null), refusal);
      case RESOLVING, BUILDING, VERIFYING, PUSHING ->
          Verdict.reconciling(
              "Building",
              standing.cause().isEmpty()
                  ? "it is %s".formatted(standing.state())
                  : "it is %s: %s".formatted(standing.state(), standing.cause()));
    };
  }

  private static Verdict failed(BuildStatus standing, @Nullable Instant again, String refusal) {
    BuildFailure failure = standing.failure();
    if (failure == null) {
      return Verdict.stalled("BuildFailed", standing.cause());
    }
    String said = "%s: %s; %s".formatted(failure.kind(), failure.said(), failure.kind().hint());
    if (again == null) {
      return Verdict.stalled("BuildFailed", said + "; change the object to have it built again");
    }
    return Verdict.stalled(
        "BuildFailed",
        refusal.isEmpty()
            ? "%s from %s on".formatted(said, again)
            : "%s; it is not yet: %s".formatted(said, refusal));
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

package dev.laytime.workflow;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildSuccession;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.workflow.ImageBuild.Start;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one build knows. Messages and the main loop change it; it asks nobody. */
final class BuildProgress {

  private final String id = Workflow.getInfo().getWorkflowId();
  private final BuildOrder order;
  private final List<String> tags = new ArrayList<>();
  private BuildState state = BuildState.RESOLVING;
  private @Nullable ResolvedRef source;
  private @Nullable Reference built;
  private @Nullable BuildRun run;
  private @Nullable Instant begunAt;
  private boolean attested;
  private int attempts;
  private String cause = "";
  private @Nullable BuildFailure failure;
  private int joined;
  private Instant orderedAt;
  private @Nullable Instant next;
  private @Nullable BuildOrder following;
  private @Nullable String cancellation;

  BuildProgress(Start start) {
    this.order = start.order();
    this.orderedAt = WorkflowClock.now();
    if (start.carried() != null) {
      carry(start.carried());
    }
  }

  private void carry(BuildStatus status) {
    state = status.state();
    source = status.source();
    built = status.built();
    run = status.run();
    attempts = status.attempts();
    tags.addAll(status.tags());
    cause = status.cause();
    failure = status.failure();
    joined = status.joined();
    orderedAt = status.orderedAt();
  }

  Start renewed() {
    return new Start(order, status());
  }

  BuildStatus status() {
    return new BuildStatus(
        id,
        order,
        state,
        source,
        built,
        attempts,
        tags,
        cause,
        failure,
        joined,
        orderedAt,
        state.over() ? null : next,
        run);
  }

  String id() {
    return id;
  }

  BuildOrder order() {
    return order;
  }

  Tag tag() {
    return Objects.requireNonNull(order.image().tag(), "Builds are of tags");
  }

  BuildState state() {
    return state;
  }

  Instant orderedAt() {
    return orderedAt;
  }

  int attempts() {
    return attempts;
  }

  ResolvedRef source() {
    return Objects.requireNonNull(source, "It is known what it is built of");
  }

  Reference built() {
    return Objects.requireNonNull(built, "It is built");
  }

  /** Takes an order while this run stands for another, or is about to end. */
  BuildSuccession take(BuildOrder other) {
    BuildSuccession succession = BuildSuccession.of(order, state, other);
    boolean repeated = other.requestId().equals(order.requestId());
    switch (succession.answer()) {
      case ACCEPTED -> {
        if (!repeated && following != null) {
          return BuildSuccession.of(following, BuildState.RESOLVING, other);
        }
        following = repeated ? following : other;
      }
      case JOINED -> joined++;
      case BUSY, REFUSED -> {}
    }
    return succession;
  }

  /** What a new run starts with, for an order that came when all was over; null for none. */
  @Nullable Start successor() {
    return following == null ? null : Start.of(following);
  }

  /** What Temporal was told to end begins nothing anew. */
  void stop(String why) {
    following = null;
    fail(new BuildFailure(BuildFailureKind.CANCELLED, why, ""));
  }

  void cancel(String why) {
    cancellation = why;
  }

  /** A person's word has come before its end. */
  void cancelled() {
    fail(
        new BuildFailure(
            BuildFailureKind.CANCELLED, Objects.requireNonNull(cancellation, "Said"), ""));
  }

  @Nullable String cancellation() {
    return cancellation;
  }

  void resolved(ResolvedRef ref) {
    source = ref;
    on(BuildState.BUILDING);
  }

  void begin() {
    attempts++;
    begunAt = WorkflowClock.now();
    next = null;
  }

  void built(Reference image, BuildRule rule) {
    built = image;
    run =
        new BuildRun(
            rule.name(),
            rule.source(),
            rule.recipe(),
            Objects.requireNonNull(begunAt, "It was begun"),
            WorkflowClock.now());
    on(BuildState.VERIFYING);
  }

  BuildRun run() {
    return Objects.requireNonNull(run, "It is built");
  }

  boolean isAttested() {
    return attested;
  }

  void attested() {
    attested = true;
  }

  void verified() {
    on(BuildState.PUSHING);
  }

  void named(Reference tagged) {
    tags.add(Objects.requireNonNull(tagged.tag(), "By tag").value());
  }

  boolean isNamed(Reference tagged) {
    return tagged.tag() != null && tags.contains(tagged.tag().value());
  }

  void done(String why) {
    on(BuildState.DONE);
    cause = why;
  }

  private void on(BuildState following) {
    state = following;
    cause = "";
    failure = null;
    next = null;
  }

  void fail(BuildFailure why) {
    state = BuildState.FAILED;
    cause = why.said();
    failure = why;
    next = null;
  }

  /** What went wrong, and when it is tried again. */
  void putOff(@Nullable BuildFailure why, String said, Instant at) {
    failure = why;
    cause = said;
    next = at;
  }
}

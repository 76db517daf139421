package dev.laytime.workflow;

import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildSuccession;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.workflow.ImageBuild.Start;
import dev.laytime.workflow.ImageBuild.Underway;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private boolean stopped;
  private @Nullable Instant troubledSince;
  private int troubles;
  private int builds;
  private @Nullable BuildRequest begun;
  private final Map<String, ExpectedTag> looked = new TreeMap<>();

  /** A new run tries them once more. */
  private final Map<String, String> left = new TreeMap<>();

  private @Nullable String silence;

  BuildProgress(Start start) {
    this.order = start.order();
    this.orderedAt = WorkflowClock.now();
    if (start.carried() != null) {
      carry(start.carried());
      carry(Objects.requireNonNullElse(start.underway(), Underway.NOTHING));
    }
  }

  private void carry(Underway underway) {
    troubledSince = underway.troubledSince();
    builds = underway.builds();
    begun = underway.begun();
    looked.putAll(underway.looked());
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
    return new Start(order, status(), new Underway(troubledSince, builds, begun, looked));
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
    if (stopped) {
      return new BuildSuccession(
          BuildSuccession.Answer.BUSY, "its workflow was cancelled, and is about to end");
    }
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

  /** What Temporal was told to end takes nothing more. What was over before stays as it was. */
  void stop(String why) {
    stopped = true;
    if (!state.over()) {
      fail(new BuildFailure(BuildFailureKind.CANCELLED, why, ""));
    }
  }

  /** Where the order stands that came when all was over, and is not begun; null for none. */
  @Nullable BuildStatus unbegun() {
    if (following == null) {
      return null;
    }
    BuildFailure why =
        BuildFailure.of(
            BuildFailureKind.CANCELLED, "the workflow was cancelled before it was begun");
    return new BuildStatus(
        id,
        following,
        BuildState.FAILED,
        null,
        null,
        0,
        List.of(),
        why.said(),
        why,
        0,
        WorkflowClock.now(),
        null);
  }

  void cancel(String why) {
    cancellation = why;
  }

  /** A person's word has come before its end. */
  void cancelled() {
    String said = Objects.requireNonNull(cancellation, "Said");
    String offered = looked.isEmpty() ? "" : "; its life was offered it, and may write it yet";
    fail(new BuildFailure(BuildFailureKind.CANCELLED, said + offered, ""));
  }

  @Nullable String cancellation() {
    return cancellation;
  }

  void resolved(ResolvedRef ref) {
    source = ref;
    on(BuildState.BUILDING);
  }

  /** What it was proven by does not count any more. */
  void unproven() {
    source = null;
    on(BuildState.RESOLVING);
  }

  /** Which build of it is the next, from 1. */
  int nextAttempt() {
    return attempts + 1;
  }

  void begin(BuildRequest request) {
    attempts++;
    begun = request;
    begunAt = WorkflowClock.now();
    next = null;
  }

  /** What a builder may be at; null for nothing. */
  @Nullable BuildRequest begun() {
    return begun;
  }

  /** So long a builder goes on at most that nobody ends. */
  Duration longest() {
    return begun == null ? Duration.ZERO : begun.rule().recipe().timeout();
  }

  /** No builder is at it any more. */
  void settled() {
    begun = null;
  }

  void built(Reference image, BuildRule rule, List<Reference> builders) {
    settled();
    builds++;
    built = image;
    run =
        new BuildRun(
            rule.name(),
            rule.source(),
            rule.recipe(),
            Objects.requireNonNull(begunAt, "It was begun"),
            WorkflowClock.now(),
            builders);
    on(BuildState.VERIFYING);
  }

  /** How many came out, whatever became of them. */
  int builds() {
    return builds;
  }

  /** What was built is not there any more. */
  void lost() {
    built = null;
    run = null;
    attested = false;
    on(BuildState.BUILDING);
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

  /** Whether a tag names it. */
  boolean isNamed() {
    return !tags.isEmpty();
  }

  /**
   * What a tag may name instead when its life writes it: what it named when it was first looked at.
   *
   * @param now what it names; null for nothing
   */
  ExpectedTag expected(Reference tagged, @Nullable Digest now) {
    return looked.computeIfAbsent(tagged.text(), _ -> new ExpectedTag(now));
  }

  /** Why an alias was left as it is; null where it was not tried. */
  @Nullable String left(Reference alias) {
    return left.get(alias.text());
  }

  void leave(Reference alias, String why) {
    left.put(alias.text(), why);
  }

  /** Why Git did not say what comes after what: it is not asked for each alias anew. */
  @Nullable String silence() {
    return silence;
  }

  void silent(String why) {
    silence = why;
  }

  /** Something that is said, after why aliases were left. */
  String withLeft(String said) {
    return Stream.concat(left.values().stream(), Stream.of(said))
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining("; "));
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
    troubledSince = null;
    troubles = 0;
  }

  /** It is in trouble where it stands: how often, from 1. */
  int troubled() {
    return ++troubles;
  }

  /** Since when it is in trouble where it stands: since now if it was not. */
  Instant troubledSince() {
    Instant since = troubledSince == null ? WorkflowClock.now() : troubledSince;
    troubledSince = since;
    return since;
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

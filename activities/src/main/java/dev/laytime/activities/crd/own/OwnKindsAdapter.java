package dev.laytime.activities.crd.own;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.activities.crd.ObjectStatus;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.StatusRound;
import dev.laytime.activities.crd.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Laytime's own objects count, and tells in them whether they do. It works by levels: each
 * round reads everything, has it taken, and writes the differences. Two at once write the same.
 */
public final class OwnKindsAdapter {

  private static final Logger log = LoggerFactory.getLogger(OwnKindsAdapter.class);
  private static final String VERSION = "laytime.dev/v1alpha1";
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  /** In characters of JSON: a cell of the ledger holds it, however it is written there. */
  static final int LONGEST = 200_000;

  static final ObjectKind STAGES = new ObjectKind(VERSION, "Stage", "stages", false);
  static final ObjectKind POLICIES =
      new ObjectKind(VERSION, "RetentionPolicy", "retentionpolicies", true);
  static final ObjectKind SOURCES = new ObjectKind(VERSION, "UsageSource", "usagesources", true);
  static final ObjectKind PINS = new ObjectKind(VERSION, "Pin", "pins", true);
  static final ObjectKind APPROVALS =
      new ObjectKind(VERSION, "PromotionApproval", "promotionapprovals", true);
  static final ObjectKind RULES = new ObjectKind(VERSION, "BuildRule", "buildrules", true);
  static final ObjectKind PATHS = new ObjectKind(VERSION, "PromotionPath", "promotionpaths", true);

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /** What objects are judged by. */
    Surroundings surroundings();

    /**
     * This is what the objects come to now.
     *
     * @return why it is not taken; empty where it is
     */
    String take(Taken taken);

    /** Somebody wants a stage swept at once. */
    void sweepNow(String stage);

    /** Somebody wants a source of use scanned at once. */
    void scanNow(String source);
  }

  /**
   * An object as a cluster has it.
   *
   * @param created when it was made: nobody but the server writes that
   * @param spec null where it cannot be understood
   */
  private record Found<S>(
      ObjectHeader header, String created, @Nullable S spec, ObjectStatus status) {}

  /** An object, and how it stands. */
  private record Judged(ObjectHeader header, ObjectStatus before, Verdict verdict) {}

  private final Worker worker;
  private final EventWriter events;
  private final InstantSource clock;

  /** An adapter of one worker. */
  public OwnKindsAdapter(Worker worker, EventWriter events, InstantSource clock) {
    this.worker = worker;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Reads everything, has it taken, and writes what is different.
   *
   * @throws IOException if not everything could be read: then nothing is changed
   */
  public Round round(ObjectApi api) throws IOException {
    String cluster = identity(api);
    List<Found<StageSpec>> stages = found(api, STAGES, StageSpec.class);
    List<Found<RetentionPolicySpec>> policies = found(api, POLICIES, RetentionPolicySpec.class);
    List<Found<PinSpec>> pins = found(api, PINS, PinSpec.class);
    List<Found<UsageSourceSpec>> sources = found(api, SOURCES, UsageSourceSpec.class);
    List<Found<PromotionPathSpec>> paths = found(api, PATHS, PromotionPathSpec.class);
    List<Found<BuildRuleSpec>> rules = found(api, RULES, BuildRuleSpec.class);
    Surroundings surroundings = worker.surroundings();
    List<Judged> judged = new ArrayList<>();
    Set<Taken.Held> held = new HashSet<>();

    StagePlan stagePlan = new StagePlan(surroundings);
    List<ManagedStage> managed =
        taken(stages, each -> stagePlan.of(each.header().key(), spec(each)), judged, held);
    var prefixes = surroundings.prefixes(managed);
    RetentionPlan retentionPlan = new RetentionPlan(surroundings.tenancy(), prefixes);
    List<KeptRules> kept =
        taken(
            policies,
            each -> retentionPlan.of(each.header().namespace(), each.header().key(), spec(each)),
            judged,
            held);
    PinPlan pinPlan = new PinPlan(surroundings.tenancy(), prefixes, clock.instant());
    List<PinnedImage> pinned =
        taken(
            pins,
            each -> pinPlan.of(each.header().namespace(), each.header().key(), spec(each)),
            judged,
            held);

    SourcePlan sourcePlan = new SourcePlan(surroundings);
    List<ObservedSource> observed =
        taken(
            sources,
            each ->
                sourcePlan.of(
                    each.header().namespace(),
                    each.header().name(),
                    each.header().key(),
                    spec(each)),
            judged,
            held);

    PathPlan pathPlan =
        new PathPlan(surroundings.tenancy(), surroundings.paths(), surroundings.stages(managed));
    List<OfferedPath> offered =
        taken(
            byAge(paths, surroundings.tenancy()),
            each ->
                pathPlan.of(
                    each.header().namespace(),
                    each.header().name(),
                    each.header().key(),
                    each.created(),
                    spec(each)),
            judged,
            held);

    BuildPlan buildPlan =
        new BuildPlan(surroundings.tenancy(), surroundings.builds(), surroundings.stages(managed));
    List<OfferedRule> built =
        taken(
            byAge(rules, surroundings.tenancy()),
            each ->
                buildPlan.of(
                    each.header().namespace(),
                    each.header().name(),
                    each.header().key(),
                    spec(each)),
            judged,
            held);

    String refused =
        worker.take(new Taken(cluster, managed, kept, pinned, observed, offered, built, held));
    if (!refused.isEmpty()) {
      return Round.none(refused);
    }
    hurry(stages, managed.stream().collect(toMap(ManagedStage::name, ManagedStage::name)))
        .forEach(worker::sweepNow);
    hurry(sources, observed.stream().collect(toMap(ObservedSource::object, ObservedSource::name)))
        .forEach(worker::scanNow);
    return written(api, judged);
  }

  /** The platform's first: what a tenant writes takes nothing from them. */
  private static <S> List<Found<S>> byAge(List<Found<S>> found, Tenancy tenancy) {
    return found.stream()
        .sorted(
            Comparator.<Found<S>, Boolean>comparing(
                    each -> !tenancy.isPlatform(each.header().namespace()))
                .thenComparing(Found::created))
        .toList();
  }

  /** A cluster has no name of its own: it is told from another by what it was made with. */
  private static String identity(ObjectApi api) throws IOException {
    ObjectApi.Answer answer = api.get("/api/v1/namespaces/kube-system");
    String uid = answer.body().path("metadata").path("uid").asText();
    if (!answer.isOk() || uid.isEmpty()) {
      throw new IOException(
          "which cluster it is: namespace kube-system: %s".formatted(answer.refusal()));
    }
    return "cluster " + uid;
  }

  private static <S> List<Found<S>> found(ObjectApi api, ObjectKind kind, Class<S> type)
      throws IOException {
    return api.list(kind.path(), object -> List.of(found(kind, object, type))).stream()
        .sorted(Comparator.comparing(each -> each.header().key()))
        .toList();
  }

  private static <S> Found<S> found(ObjectKind kind, JsonNode object, Class<S> type) {
    ObjectHeader header = ObjectHeader.of(kind, object);
    return new Found<>(
        header,
        object.path("metadata").path("creationTimestamp").asText(),
        spec(header, object, type),
        status(header, object));
  }

  private static <S> @Nullable S spec(ObjectHeader header, JsonNode object, Class<S> type) {
    try {
      return object.path("spec").isObject() ? JSON.treeToValue(object.path("spec"), type) : null;
    } catch (JsonProcessingException e) {
      log.warn("not understood object=\"{}\" cause={}", header, e.getOriginalMessage());
      return null;
    }
  }

  private static ObjectStatus status(ObjectHeader header, JsonNode object) {
    try {
      return object.path("status").isObject()
          ? JSON.treeToValue(object.path("status"), ObjectStatus.class)
          : ObjectStatus.NONE;
    } catch (JsonProcessingException e) {
      log.warn("its status is written anew object=\"{}\"", header);
      return ObjectStatus.NONE;
    }
  }

  private static <S> S spec(Found<S> found) {
    S spec = found.spec();
    if (spec == null) {
      throw new IllegalStateException("Only what is understood is judged");
    }
    return spec;
  }

  private static <S, T> List<T> taken(
      List<Found<S>> found,
      Function<Found<S>, Outcome<T>> plan,
      List<Judged> judged,
      Set<Taken.Held> held) {
    List<T> taken = new ArrayList<>();
    for (Found<S> each : found) {
      Outcome<T> outcome =
          each.spec() == null
              ? Outcome.unknown("this release does not understand its spec")
              : bounded(plan.apply(each));
      T content = outcome.taken();
      if (content != null) {
        taken.add(content);
      }
      if (outcome.holds()) {
        held.add(Taken.Held.of(each.header()));
      }
      judged.add(new Judged(each.header(), each.status(), outcome.verdict()));
    }
    return taken;
  }

  /** One that the ledger cannot hold would keep all others from being taken. */
  private static <T> Outcome<T> bounded(Outcome<T> outcome) {
    T content = outcome.taken();
    return content == null || length(content) <= LONGEST
        ? outcome
        : Outcome.unknown("expected at most %d characters in all of it".formatted(LONGEST));
  }

  private static int length(Object content) {
    try {
      return JSON.writeValueAsString(content).length();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + content, e);
    }
  }

  /** The names of those that somebody wants looked at now. */
  private static <S> List<String> hurry(List<Found<S>> found, Map<String, String> names) {
    List<String> hurried = new ArrayList<>();
    for (Found<S> each : found) {
      String requested = each.header().requested();
      String name = names.get(each.header().key());
      if (name != null
          && requested != null
          && !requested.equals(each.status().lastHandledReconcileAt())) {
        hurried.add(name);
      }
    }
    return hurried;
  }

  private Round written(ObjectApi api, List<Judged> judged) {
    Instant now = clock.instant();
    return new StatusRound(api, events)
        .write(judged.stream().map(each -> said(each, now)).toList());
  }

  private static StatusRound.Said said(Judged each, Instant now) {
    ObjectHeader header = each.header();
    ObjectStatus after =
        each.before().after(each.verdict(), header.generation(), header.requested(), now);
    return new StatusRound.Said(
        header,
        after,
        !after.equals(each.before()),
        after.saysOtherwiseThan(each.before()),
        each.verdict());
  }
}

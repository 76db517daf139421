package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.activities.crd.ObjectStatus;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.StatusCondition;
import dev.laytime.activities.crd.StatusWriter;
import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.Digest;
import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what {@code PromotionApproval} objects say, tells in them what became of it, and takes
 * the old ones away.
 */
public final class ApprovalsAdapter {

  private static final Logger log = LoggerFactory.getLogger(ApprovalsAdapter.class);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
          .build();

  /** What hears them. */
  public interface Worker {

    /** Where a promotion leads; empty where nobody knows it. */
    Optional<Repository> target(String promotion);

    /** Has a promotion hear an approval. The same one again changes nothing. */
    Approval.Heard hear(Approval approval);
  }

  private record Found(
      ObjectHeader header,
      @Nullable Instant created,
      @Nullable PromotionApprovalSpec spec,
      ObjectStatus status) {

    boolean isOver() {
      Long observed = status.observedGeneration();
      return observed != null
          && observed == header.generation()
          && status.conditions().stream().anyMatch(Found::ends);
    }

    private static boolean ends(StatusCondition condition) {
      return condition.type().equals("Ready")
          && (condition.status().equals("True") || condition.reason().equals("Refused"));
    }
  }

  private final Tenancy tenancy;
  private final List<String> approvers;
  private final Worker worker;
  private final EventWriter events;
  private final InstantSource clock;

  /**
   * An adapter of one worker.
   *
   * @param approvers patterns of the names that count
   */
  public ApprovalsAdapter(
      Tenancy tenancy,
      List<String> approvers,
      Worker worker,
      EventWriter events,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.approvers = List.copyOf(approvers);
    this.worker = worker;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Reads all, and hands on what is new.
   *
   * @throws IOException if they cannot be read
   */
  public Round round(ObjectApi api) throws IOException {
    List<Found> found =
        api.list(OwnKindsAdapter.APPROVALS.path(), object -> List.of(found(object)));
    ApprovalPolicy policy = new ApprovalPolicy(api);
    StatusWriter writer = new StatusWriter(api);
    int written = 0;
    String trouble = "";
    for (Found each : found) {
      try {
        if (isOld(each)) {
          delete(api, each.header());
        } else if (!each.isOver() && write(api, writer, each, verdict(policy, each))) {
          written++;
        }
      } catch (IOException e) {
        trouble = "%s: %s".formatted(each.header(), e.getMessage());
      }
    }
    return new Round(trouble, written);
  }

  private boolean isOld(Found found) {
    Instant created = found.created();
    return created != null && created.plus(KEPT).isBefore(clock.instant());
  }

  private static void delete(ObjectApi api, ObjectHeader header) throws IOException {
    var options = JSON.createObjectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options.putObject("preconditions").put("uid", header.uid());
    ObjectApi.Answer answer =
        api.delete(header.kind().path(header.namespace(), header.name()), options);
    if (!answer.isOk() && answer.status() != NOT_FOUND && answer.status() != CONFLICT) {
      throw new IOException("delete it, as it is old: " + answer.refusal());
    }
  }

  private boolean write(ObjectApi api, StatusWriter writer, Found found, Verdict verdict)
      throws IOException {
    ObjectHeader header = found.header();
    ObjectStatus after =
        found.status().after(verdict, header.generation(), header.requested(), clock.instant());
    if (after.equals(found.status()) || !writer.write(header, after)) {
      return false;
    }
    if (after.saysOtherwiseThan(found.status())) {
      var _ = events.tell(api, header, verdict);
    }
    return true;
  }

  private Verdict verdict(ApprovalPolicy policy, Found found) throws IOException {
    PromotionApprovalSpec spec = found.spec();
    String namespace = found.header().namespace();
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return stranger;
    }
    Instant created = found.created();
    String by = spec == null ? null : spec.by();
    String promotion = spec == null ? null : spec.promotion();
    if (spec == null || created == null || by == null || promotion == null) {
      return Verdict.stalled("InvalidSpec", "expected promotion, digest and by");
    }
    if (!isApprover(by)) {
      return Verdict.stalled(
          Tenancy.DENIED,
          "'%s' is none of custom-resources.approvers of the worker's configuration".formatted(by));
    }
    Repository target = worker.target(promotion).orElse(null);
    if (target == null) {
      return Verdict.reconciling("NotYet", "nobody knows a promotion " + promotion);
    }
    Verdict denied =
        tenancy.objection(namespace, new RepositoryPrefix(target.registry(), target.path()));
    if (denied != null) {
      return denied;
    }
    String lacks = policy.lacks(namespace, created, found.header().generation());
    return heard(found.header(), spec, lacks);
  }

  private boolean isApprover(String name) {
    return approvers.stream().anyMatch(pattern -> Glob.matches(pattern, name));
  }

  private Verdict heard(ObjectHeader header, PromotionApprovalSpec spec, String lacks) {
    Approval approval;
    try {
      approval =
          new Approval(
              "object " + header.uid(),
              String.valueOf(spec.promotion()),
              new Digest(String.valueOf(spec.digest())),
              spec.path(),
              spec.gates(),
              spec.gate(),
              String.valueOf(spec.by()),
              spec.why(),
              lacks.isEmpty() ? "kubernetes PromotionApproval " + header.key() : null);
    } catch (IllegalArgumentException e) {
      return Verdict.stalled("InvalidSpec", String.valueOf(e.getMessage()));
    }
    return switch (worker.hear(approval)) {
      case Approval.Heard.Taken(var proven, var gate) when proven ->
          Verdict.ready(
              "Proven", "'%s' is proven to approve at gate '%s'".formatted(spec.by(), gate));
      case Approval.Heard.Taken(_, var gate) ->
          Verdict.ready(
              "Asserted",
              "an approval at gate '%s' that nobody proves to be of '%s': %s"
                  .formatted(
                      gate, spec.by(), lacks.isEmpty() ? "it was heard before it was" : lacks));
      case Approval.Heard.Refused(var why) -> Verdict.stalled("Refused", why);
      case Approval.Heard.NotYet(var why) -> Verdict.reconciling("NotYet", why);
    };
  }

  private static Found found(JsonNode object) {
    ObjectHeader header = ObjectHeader.of(OwnKindsAdapter.APPROVALS, object);
    return new Found(
        header,
        ApprovalPolicy.instant(object.path("metadata").path("creationTimestamp").asText()),
        read(header, object.path("spec"), PromotionApprovalSpec.class),
        Optional.ofNullable(read(header, object.path("status"), ObjectStatus.class))
            .orElse(ObjectStatus.NONE));
  }

  private static <T> @Nullable T read(ObjectHeader header, JsonNode part, Class<T> type) {
    try {
      return part.isObject() ? JSON.treeToValue(part, type) : null;
    } catch (JsonProcessingException e) {
      log.warn("not understood object=\"{}\" cause={}", header, e.getOriginalMessage());
      return null;
    }
  }
}

package dev.laytime.model;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.activity.Activity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The model's ledger behind the activities that the workflows call. */
final class ShellLedger extends ShellPart implements LedgerActivities {

  private static final Capabilities NATIVE =
      new Capabilities(Capabilities.TagDeletion.NATIVE, false);

  private final Map<Reference, Why> whys = new HashMap<>();
  private final Map<Reference, Instant> copies = new HashMap<>();
  private final Set<Reference> held = new HashSet<>();
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  ShellLedger(ShellWorld world, Shell shell) {
    super(world, shell);
  }

  @Override
  <R> R happens(Function<Universe, R> what) {
    String asks = Activity.getExecutionContext().getInfo().getWorkflowId();
    unanswered.add(asks);
    R answer = super.happens(what);
    unanswered.remove(asks);
    return answer;
  }

  /** Whether a life got an answer when it last asked; otherwise it restores without. */
  boolean answers(Reference image) {
    return !unanswered.contains(WorkflowIds.life(image));
  }

  /** Whether a life knows that it is needed, and waits for nobody; by its own last word. */
  boolean isAlert(Reference image) {
    Why why = whys.get(image);
    return why != null
        && why.state().equals("PRESENT")
        && why.attempts() == 0
        && why.words().stream().anyMatch(word -> word.count() > 0);
  }

  /** Whether a life by digest is alert, and has held what it is of since it found that there. */
  boolean isSettled(Reference image) {
    return isAlert(image) && held.contains(image);
  }

  /** What is of a digest is held; to be called with the world to oneself. */
  void held(Reference image) {
    held.add(image);
  }

  /** Whether a copy that a life asked for may be on its way: it counts on what it finds there. */
  boolean copying(Repository repository, Instant now) {
    return copies.entrySet().stream()
        .anyMatch(
            copy -> copy.getKey().repository().equals(repository) && now.isBefore(copy.getValue()));
  }

  /** Whether a life has read that what it takes a name from is to be held. */
  boolean mustHold(@Nullable String life) {
    Policy policy = life == null ? null : policies.get(life);
    return policy != null && policy.holds();
  }

  @Override
  public Memory recall(Reference image) {
    return happens(universe -> universe.ledger.recall(image));
  }

  @Override
  public Policy policy(Reference image) {
    return happens(universe -> {
      Policy policy = universe.ledger.policy(image);
      policies.put(WorkflowIds.life(image), policy);
      return policy;
    });
  }

  @Override
  public void remember(LifeRecord record) {
    happens(universe -> {
      whys.put(record.image(), record.why());
      if (!record.why().state().equals("PRESENT")) {
        held.remove(record.image());
      }
      copies.put(record.image(), Objects.requireNonNullElse(record.copyingUntil(), Instant.EPOCH));
      if (record.quarantine() != null && hasNoTag(universe, record.image())) {
        universe.guard.quarantined(record.image());
      }
      ModelLedger.Row row = universe.ledger.rows.get(record.image());
      long epoch = Math.max(record.epoch(), row == null ? 0 : row.epoch());
      return universe.ledger.rows.put(
          record.image(),
          new ModelLedger.Row(
              true,
              epoch,
              record.digest(),
              Objects.requireNonNullElse(record.firstSeen(), universe.now),
              record.source(),
              state(record),
              null,
              Objects.requireNonNullElse(record.displaced(), List.of())));
    });
  }

  /** What has none goes into quarantine by its life's word alone. */
  private static boolean hasNoTag(Universe universe, Reference image) {
    return image.tag() == null || universe.registry.look(image) == null;
  }

  /** A life that fails may stand anywhere: what it has counts as there. */
  private static @Nullable LifeState state(LifeRecord record) {
    return switch (record.state()) {
      case "WANTED" -> new LifeState.Wanted();
      case "ACQUIRING" -> new LifeState.Acquiring();
      case "UNUSED" -> new LifeState.Unused(Instant.EPOCH, Instant.EPOCH);
      case "DELETED" -> new LifeState.Deleted(Instant.EPOCH);
      default -> record.quarantine() == null ? new LifeState.Present() : record.quarantine();
    };
  }

  @Override
  public EvidenceResult evidence(EvidenceRequest request) {
    return happens(universe -> {
      ModelLedger.Answer answer =
          universe.ledger.evidence(
              request.image(), request.digest(), request.notBefore(), request.kind());
      universe.ledger.answered(request.image(), answer.words());
      return new EvidenceResult(answer.inquiry(), answer.words());
    });
  }

  @Override
  public IntendResult intend(IntendRequest request) {
    return happens(universe ->
        switch (universe.ledger.intend(
            request.image(),
            request.epoch(),
            request.kind(),
            request.notBefore(),
            request.proof())) {
          case Inquiry.Cleared(_, _, var intention) -> new IntendResult(intention, null, "");
          case Inquiry other -> new IntendResult("", "breaker", other.toString());
        });
  }

  @Override
  public void settle(SettleRequest request) {}

  @Override
  public void pin(PinRequest request) {
    happens(universe -> {
      universe.ledger.pin(request.image(), request.pin());
      return request;
    });
  }

  @Override
  public void bury(BuryRequest request) {
    happens(universe -> {
      ends(universe, request.record());
      universe.ledger.bury(request.record().image());
      return request;
    });
  }

  private static void ends(Universe universe, LifeRecord last) {
    if (last.digest() != null) {
      Reference held = last.image().repository().pinned(last.digest());
      universe.guard.ends(Life.begin(held, universe.now));
    }
  }

  @Override
  public SourceOrders source(String source) {
    throw unexpected();
  }

  @Override
  public StageOrders stage(String stage) {
    throw unexpected();
  }

  @Override
  public StageOrders stageOf(String repository) {
    return happens(universe ->
        new StageOrders(
            "stage",
            Image.STAGE,
            universe.ledger.deletion,
            "here",
            NATIVE,
            Terms.SWEEP_EVERY,
            Terms.WINDOW));
  }

  @Override
  public void probed(ProbedRequest request) {
    throw unexpected();
  }
}

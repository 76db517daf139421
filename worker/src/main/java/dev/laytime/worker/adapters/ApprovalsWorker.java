package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.own.Approval;
import dev.laytime.activities.crd.own.Approval.Heard;
import dev.laytime.activities.crd.own.ApprovalsAdapter;
import dev.laytime.image.Repository;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.Promotions.Known;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import dev.laytime.workflow.Promotion.ApproveMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has promotions hear approvals that objects say: first what proves them, then the word. */
final class ApprovalsWorker implements ApprovalsAdapter.Worker {

  private final Promotions promotions;
  private final PromotionPaths paths;
  private final ProvenWords proven;
  private final PromotionWords words;
  private final InstantSource clock;

  ApprovalsWorker(
      Promotions promotions,
      PromotionPaths paths,
      ProvenWords proven,
      PromotionWords words,
      InstantSource clock) {
    this.promotions = promotions;
    this.paths = paths;
    this.proven = proven;
    this.words = words;
    this.clock = clock;
  }

  @Override
  public Optional<Repository> target(String promotion) {
    return promotions.find(promotion).map(each -> each.status().order().target().repository());
  }

  @Override
  public Heard hear(Approval approval) {
    Known known = promotions.find(approval.promotion()).orElse(null);
    if (known == null) {
      return new Heard.NotYet("nobody knows a promotion " + approval.promotion());
    }
    if (known.status().state().over()) {
      return new Heard.Refused("it is over: " + known.status().state());
    }
    List<String> gates = gates(known);
    String named = approval.gate();
    if (named == null && gates.size() != 1) {
      return new Heard.Refused(
          "its path has %d gates that want approvals, name one: %s".formatted(gates.size(), gates));
    }
    try {
      return hear(approval, known, named == null ? gates.getFirst() : named);
    } catch (BusyException e) {
      return new Heard.NotYet(String.valueOf(e.getMessage()));
    }
  }

  private Heard hear(Approval approval, Known known, String gate) {
    String path = known.status().order().path();
    String other = unseen(approval, known, gate);
    if (other != null) {
      return new Heard.Refused(other);
    }
    String shown = known.status().gatesHash();
    String gates = approval.gates() == null ? shown : approval.gates();
    String proof = approval.proof();
    Word word =
        proof == null
            ? null
            : new Word(
                approval.requestId(),
                Kind.APPROVE,
                path,
                approval.promotion(),
                approval.digest(),
                gate,
                gates == null ? paths.gates(path).orElse("") : gates,
                true,
                approval.by(),
                proof,
                clock.instant());
    try {
      String nonce = word == null ? null : proven.write(word);
      PromotionStatus status =
          words.approve(
              approval.promotion(),
              new ApproveMessage(
                  approval.requestId(),
                  gate,
                  approval.digest().value(),
                  approval.by(),
                  approval.why(),
                  path,
                  gates,
                  nonce));
      return new Heard.Taken(isProven(status, approval), gate);
    } catch (Wishes.RefusedException e) {
      return new Heard.Refused(String.valueOf(e.getMessage()));
    } catch (UnsaidException e) {
      String why = String.valueOf(e.getMessage());
      if (word != null && e.why() != Why.UNANSWERED) {
        proven.withdraw(word);
      }
      return switch (e.why()) {
        case REFUSED, MISSING -> new Heard.Refused(why);
        case UNANSWERED -> new Heard.NotYet(why);
      };
    }
  }

  /** Why what its author saw is not what there is, or is not known; null where it is. */
  private @Nullable String unseen(Approval approval, Known known, String gate) {
    String path = known.status().order().path();
    String now = known.status().gatesHash();
    boolean proof =
        approvals(known).anyMatch(approved -> approved.name().equals(gate) && approved.verified());
    if (proof && (approval.path() == null || approval.gates() == null)) {
      return ("gate '%s' wants proof: expected spec.path and spec.gates, as laytime promotions show"
              + " '%s' shows them")
          .formatted(gate, approval.promotion());
    }
    if (approval.path() != null && !approval.path().equals(path)) {
      return "it goes path %s by now, not %s".formatted(path, approval.path());
    }
    return approval.gates() != null && now != null && !approval.gates().equals(now)
        ? "path %s and its gates are others by now".formatted(path)
        : null;
  }

  private Stream<Gate.Approved> approvals(Known known) {
    return paths
        .path(known.status().order().path())
        .map(PromotionPath::gates)
        .orElse(List.of())
        .stream()
        .filter(Gate.Approved.class::isInstance)
        .map(Gate.Approved.class::cast);
  }

  private List<String> gates(Known known) {
    return approvals(known).map(Gate::name).toList();
  }

  private static boolean isProven(PromotionStatus status, Approval approval) {
    return status.statements().stream()
        .filter(said -> said.requestId().equals(approval.requestId()))
        .anyMatch(Statement::verified);
  }
}

package dev.laytime.worker.api;

import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.worker.api.PromotionCalls.Proven;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions.Known;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people and checks say of promotions. */
@RestController
@RequestMapping("/api/v1/promotions")
final class PromotionWordController {

  private final PromotionCalls calls;
  private final PromotionPaths paths;
  private final PromotionWords words;

  PromotionWordController(PromotionCalls calls, PromotionPaths paths, PromotionWords words) {
    this.calls = calls;
    this.paths = paths;
    this.words = words;
  }

  @PostMapping("/approvals")
  PromotionStatus approve(
      @RequestBody PromotionAsk.Approve ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    String what = "approve " + Inputs.text("id", ask.id());
    Known known = calls.known(what, ask.id(), caller, Action.APPROVE);
    PromotionCalls.requireOngoing(what, known, caller);
    String id = known.status().id();
    Digest digest = Inputs.digest(ask.digest());
    String gate = gate(what, Inputs.name("gate", ask.gate()), known);
    String path = known.status().order().path();
    String gates = seen(what, ask, known, gate);
    String requestId = PromotionCalls.requestId(ask.requestId(), caller);
    String by = caller.by(ask.by());
    Proven word = calls.prove(caller, requestId, Kind.APPROVE, path, id, digest, gate, gates, true);
    ApproveMessage message =
        new ApproveMessage(
            requestId,
            gate,
            digest.value(),
            by,
            Inputs.prose("why", ask.why()),
            path,
            gates,
            Proven.nonceOf(word));
    return calls.sent(what, word, () -> words.approve(id, message)).shown();
  }

  @PostMapping("/checks")
  Answer check(
      @RequestBody PromotionAsk.Check ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    String what = "report a check of " + Inputs.text("id", ask.id());
    Known known = calls.known(what, ask.id(), caller, Action.CHECK);
    PromotionCalls.requireOngoing(what, known, caller);
    String id = known.status().id();
    String name = Inputs.named("name", ask.name());
    Digest digest = Inputs.digest(ask.digest());
    Boolean passed = ask.passed();
    if (passed == null) {
      throw RequestException.bad("read passed", "it is not there", "send true or false");
    }
    String requestId = PromotionCalls.requestId(ask.requestId(), caller);
    String by = caller.by(ask.by());
    Proven word =
        calls.prove(
            caller,
            requestId,
            Kind.CHECK,
            known.status().order().path(),
            id,
            digest,
            name,
            null,
            passed);
    CheckMessage message =
        new CheckMessage(
            requestId,
            name,
            digest.value(),
            passed,
            by,
            Inputs.prose("detail", ask.detail()),
            Proven.nonceOf(word));
    return calls.sent(
        what,
        word,
        () -> {
          words.check(id, message);
          return new Answer("told %s that %s %s".formatted(id, name, passed ? "passed" : "failed"));
        });
  }

  @PostMapping("/cancellations")
  PromotionStatus cancel(
      @RequestBody PromotionAsk.Cancel ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    String what = "cancel " + Inputs.text("id", ask.id());
    Known known = calls.known(what, ask.id(), caller, Action.CANCEL);
    String id = known.status().id();
    String requestId = PromotionCalls.requestId(ask.requestId(), caller);
    String by = caller.by(ask.by());
    Digest digest =
        ask.digest() == null ? known.status().order().digest() : Inputs.digest(ask.digest());
    requirePath(what, Inputs.name("path", ask.path()), known);
    Proven word =
        calls.prove(
            caller,
            requestId,
            Kind.CANCEL,
            known.status().order().path(),
            id,
            digest,
            null,
            null,
            true);
    CancelMessage message =
        new CancelMessage(
            requestId,
            by,
            Inputs.prose("why", ask.why()),
            digest.value(),
            known.status().order().path());
    return calls.sent(what, word, () -> words.cancel(id, message)).shown();
  }

  /**
   * The hash of the gates that an approval is for. Where a gate wants proof who approves says what
   * they saw: it is not made up for them.
   */
  private @Nullable String seen(String what, PromotionAsk.Approve ask, Known known, String gate) {
    String path = Inputs.name("path", ask.path());
    String gates = Inputs.optional("gates", ask.gates());
    String now = known.status().gatesHash();
    if ((path == null || gates == null) && wantsProof(known, gate)) {
      throw RequestException.bad(
          what,
          "gate '%s' wants proof, and the request does not say which path and gates were seen"
              .formatted(gate),
          "send path and gates besides digest, as laytime promotions show '%s' shows them"
              .formatted(known.status().id()));
    }
    requirePath(what, path, known);
    if (gates != null && now != null && !gates.equals(now)) {
      throw RequestException.conflict(
          what,
          "path %s and its gates are others by now".formatted(known.status().order().path()),
          "look again what it is now, and decide anew");
    }
    return gates == null ? now : gates;
  }

  private static void requirePath(String what, @Nullable String path, Known known) {
    String goes = known.status().order().path();
    if (path != null && !path.equals(goes)) {
      throw RequestException.conflict(
          what,
          "it goes path %s by now, not %s".formatted(goes, path),
          "look again what it is now, and decide anew");
    }
  }

  private boolean wantsProof(Known known, String name) {
    return paths.path(known.status().order().path()).stream()
        .flatMap(path -> path.gates().stream())
        .anyMatch(gate ->
            gate instanceof Gate.Approved approved
                && approved.name().equals(name)
                && approved.verified());
  }

  /** What is proven names its gate. */
  private String gate(String what, @Nullable String named, Known known) {
    if (named != null) {
      return named;
    }
    List<String> gates =
        paths
            .path(known.status().order().path())
            .map(PromotionPath::gates)
            .orElse(List.of())
            .stream()
            .filter(Gate.Approved.class::isInstance)
            .map(Gate::name)
            .toList();
    if (gates.size() != 1) {
      throw RequestException.conflict(
          what,
          "its path has %d gates that want approvals: %s".formatted(gates.size(), gates),
          "name one: gate");
    }
    return gates.getFirst();
  }
}

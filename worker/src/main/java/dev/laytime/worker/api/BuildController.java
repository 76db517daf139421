package dev.laytime.worker.api;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.view.BuildAsk;
import dev.laytime.view.BuildLogView;
import dev.laytime.view.BuildsView;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.Builds.Filter;
import dev.laytime.worker.ledger.Builds.Known;
import dev.laytime.worker.messages.BuildWords;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows builds, orders them and ends them. */
@RestController
@RequestMapping("/api/v1/builds")
final class BuildController {

  private static final String LIST = "see which there are: laytime builds";

  private final Builds builds;
  private final BuildWishes wishes;
  private final BuildLogReader logs;
  private final BuildLedger ledger;
  private final BuildWords words;
  private final LostJobs jobs;

  BuildController(
      Builds builds,
      BuildWishes wishes,
      BuildLogReader logs,
      BuildLedger ledger,
      BuildWords words,
      LostJobs jobs) {
    this.builds = builds;
    this.wishes = wishes;
    this.logs = logs;
    this.ledger = ledger;
    this.words = words;
    this.jobs = jobs;
  }

  @GetMapping
  BuildsView list(
      @RequestParam(required = false) @Nullable String repository,
      @RequestParam(required = false) @Nullable String rule,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "50") int limit) {
    Filter filter =
        new Filter(
            Inputs.optional("repository", repository),
            Inputs.optional("rule", rule),
            state(Inputs.optional("state", state)),
            Math.min(Inputs.limit(limit), Builds.MOST));
    return new BuildsView(builds.list(filter).stream().map(BuildController::view).toList());
  }

  @GetMapping("/one")
  BuildsView.One one(@RequestParam String id) {
    return view(known("show a build", id));
  }

  @GetMapping("/log")
  BuildLogView log(@RequestParam String id) {
    return logs.read(known("show a build's log", id).status());
  }

  /** It is written down, with what is proven of it, before it is said. */
  @PostMapping
  BuildAnswer order(
      @RequestBody BuildAsk.Order ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    Reference image = Inputs.reference(ask.image() == null ? "" : ask.image());
    String what = "build " + image;
    BuildOrder order = wishes.order(what, image, ask, caller);
    String refusal = ledger.take(order, caller.proof());
    if (!refusal.isEmpty()) {
      throw RequestException.conflict(what, refusal, "docs/explanation/builds.md says who may");
    }
    BuildAnswer answer = asked(what, order);
    if (answer.answer().equals("busy") || answer.answer().equals("refused")) {
      throw RequestException.conflict(
          what,
          "%s is %s: %s".formatted(answer.id(), answer.answer(), answer.reason()),
          "look at it: laytime builds show '%s'".formatted(answer.id()));
    }
    return answer;
  }

  @PostMapping("/cancel")
  BuildStatus cancel(
      @RequestBody BuildAsk.Cancel ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    String what = "cancel " + Inputs.text("id", ask.id());
    BuildStatus status = known(what, ask.id()).status();
    caller.requireRule(what, status.order().rule());
    CancelMessage message =
        new CancelMessage(
            PromotionCalls.requestId(ask.requestId(), caller),
            caller.by(ask.by()),
            Inputs.prose("why", ask.why()));
    return PromotionCalls.said(what, LIST, () -> cancelled(what, status, message));
  }

  /**
   * One that was lost ends where it is written down, before it is begun again, and what builds for
   * it before that.
   */
  private BuildStatus cancelled(String what, BuildStatus status, CancelMessage message) {
    try {
      return words.cancel(status.id(), message);
    } catch (UnsaidException e) {
      if (e.why() != Why.MISSING || status.state().over() || words.runs(status.order())) {
        throw e;
      }
      jobs.end(what, status);
      ledger.refused(status.order(), "cancelled by " + message.by());
      return builds
          .find(status.id(), status.order().requestId())
          .filter(known -> known.endedAt() != null)
          .map(Known::status)
          .orElseThrow(() -> e);
    }
  }

  /** Only what surely was not taken is written off: the rest may be taken yet. */
  private BuildAnswer asked(String what, BuildOrder order) {
    BuildAnswer answer =
        PromotionCalls.said(
            what,
            LIST,
            () -> {
              try {
                return words.ask(order);
              } catch (UnsaidException e) {
                if (e.why() == Why.REFUSED) {
                  ledger.notAsked(order);
                }
                throw e;
              }
            });
    if (answer.answer().equals("accepted")) {
      ledger.asked(order);
    } else {
      ledger.notAsked(order);
    }
    return answer;
  }

  private Known known(String what, @Nullable String id) {
    String named = Inputs.text("id", id);
    return builds
        .find(named)
        .orElseThrow(() -> RequestException.missing(what, "nobody knows a build " + named, LIST));
  }

  private static BuildsView.One view(Known known) {
    return new BuildsView.One(known.status(), known.proof(), known.endedAt(), known.updatedAt());
  }

  private static @Nullable BuildState state(@Nullable String name) {
    try {
      return name == null ? null : BuildState.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(
          "read state", "there is no state '%s'".formatted(name), "as in building or done");
    }
  }
}

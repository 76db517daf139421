package dev.laytime.worker.api;

import dev.laytime.activity.PromotionWish;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.view.InstallationView;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionsView;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.Promotions.Filter;
import dev.laytime.worker.ledger.Promotions.Known;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows promotions, and orders them. */
@RestController
@RequestMapping("/api/v1/promotions")
final class PromotionController {

  private final Promotions promotions;
  private final PromotionOrdering ordering;
  private final PromotionCalls calls;
  private final PromotionPlanner planner;

  PromotionController(
      Promotions promotions,
      PromotionOrdering ordering,
      PromotionCalls calls,
      PromotionPlanner planner) {
    this.promotions = promotions;
    this.ordering = ordering;
    this.calls = calls;
    this.planner = planner;
  }

  @GetMapping
  PromotionsView list(
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String repository,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String path,
      @RequestParam(defaultValue = "50") int limit) {
    Filter filter =
        new Filter(
            Inputs.optional("stage", stage),
            Inputs.optional("repository", repository),
            state(Inputs.optional("state", state)),
            Inputs.optional("path", path),
            Math.min(Inputs.limit(limit), Promotions.MOST));
    return new PromotionsView(
        promotions.list(filter).stream().map(PromotionController::view).toList());
  }

  @GetMapping("/installation")
  InstallationView installation() {
    return new InstallationView(calls.installation());
  }

  @GetMapping("/one")
  PromotionsView.One one(
      @RequestParam String id, @RequestParam(required = false) @Nullable String requestId) {
    String what = "show a promotion";
    String order = Inputs.optional("requestId", requestId);
    return view(
        order == null
            ? calls.known(what, id, Caller.ANYBODY, Action.READ)
            : promotions
                .find(Inputs.text("id", id), order)
                .orElseThrow(() ->
                    RequestException.missing(
                        what,
                        "nobody knows an order %s of %s".formatted(order, id),
                        "see what is known: laytime promotions show '%s'".formatted(id))));
  }

  @PostMapping
  Object promote(
      @RequestBody PromotionAsk.Promote ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    Reference image = Inputs.reference(ask.image() == null ? "" : ask.image());
    String what = "promote " + image;
    PromotionWish wish =
        new PromotionWish(
            PromotionCalls.requestId(ask.requestId(), caller),
            image,
            digest(what, image, ask.digest()),
            Inputs.optional("to", ask.to()),
            caller.by(ask.by()));
    PromotionOrder order = PromotionCalls.order(what, ordering.find(wish));
    boolean dryRun = Boolean.TRUE.equals(ask.dryRun());
    caller.requireAllowed(
        what, order.path(), Action.PROMOTE, dryRun ? Action.READ : Action.PROMOTE);
    return dryRun ? planner.plan(order, caller.proof()) : calls.ask(what, order, caller);
  }

  /** What is meant, which must not be another thing than the tag is known to name. */
  private Digest digest(String what, Reference image, @Nullable String said) {
    Digest meant = said == null ? image.digest() : Inputs.digest(said);
    Tag tag = image.tag();
    Digest present =
        ordering.present(tag == null ? image : image.repository().tagged(tag)).orElse(null);
    if (meant == null && present == null) {
      throw RequestException.missing(
          what,
          "the ledger does not know what it is",
          "send its digest, or wait until its stage was swept");
    }
    if (meant == null) {
      return Objects.requireNonNull(present);
    }
    if (present != null && !present.equals(meant)) {
      throw RequestException.conflict(
          what,
          "the tag names %s there, not %s".formatted(present, meant),
          "send the digest that it names, if that is meant; else push what is meant again");
    }
    return meant;
  }

  private static PromotionsView.One view(Known known) {
    return new PromotionsView.One(
        known.status().shown(),
        known.proof(),
        known.automatic(),
        known.endedAt(),
        known.updatedAt());
  }

  private static @Nullable PromotionState state(@Nullable String name) {
    try {
      return name == null ? null : PromotionState.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(
          "read state", "there is no state '%s'".formatted(name), "as in waiting or promoted");
    }
  }
}

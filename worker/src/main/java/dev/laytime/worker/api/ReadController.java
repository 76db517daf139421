package dev.laytime.worker.api;

import dev.laytime.image.Reference;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import dev.laytime.worker.ledger.Views;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the ledger has. */
@RestController
@RequestMapping("/api/v1")
final class ReadController {

  private final Views views;
  private final LifeQueues queues;
  private final RegistryWaits waits;
  private final InstantSource clock;

  ReadController(Views views, LifeQueues queues, RegistryWaits waits, InstantSource clock) {
    this.views = views;
    this.queues = queues;
    this.waits = waits;
    this.clock = clock;
  }

  @GetMapping("/images")
  ImagesPage images(
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String repository,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    return views.images(
        Inputs.optional("stage", stage),
        Inputs.optional("repository", repository),
        Inputs.optional("state", state),
        Inputs.optional("after", after),
        Inputs.limit(limit));
  }

  @GetMapping("/why")
  WhyView why(@RequestParam String image) {
    Reference reference = Inputs.reference(image);
    WhyView view = views.why(reference, clock.instant());
    if (view.lives().isEmpty()) {
      throw new RequestException(
          HttpStatus.NOT_FOUND,
          new Refusal(
              "say why " + reference,
              "the ledger knows nothing of this image",
              "see which images there are: laytime images"));
    }
    return waits.examine(queues.examine(view));
  }

  @GetMapping("/plan")
  PlanView plan(@RequestParam(required = false) @Nullable String stage) {
    return views.plan(Inputs.optional("stage", stage), clock.instant());
  }

  @GetMapping("/observed")
  ObservedView observed(@RequestParam(required = false) @Nullable String stage) {
    return views.observed(Inputs.optional("stage", stage));
  }

  @GetMapping("/sources")
  SourcesView sources() {
    return views.sources();
  }

  @GetMapping("/forbidden")
  ForbiddenView forbidden() {
    return views.forbidden();
  }

  @GetMapping("/mirrors")
  MirrorsView mirrors(@RequestParam(required = false) @Nullable String name) {
    MirrorsView all = views.mirrors();
    String wanted = Inputs.optional("name", name);
    if (wanted == null) {
      return all;
    }
    List<MirrorsView.Mirror> found =
        all.mirrors().stream().filter(mirror -> mirror.name().equals(wanted)).toList();
    if (found.isEmpty()) {
      throw new RequestException(
          HttpStatus.NOT_FOUND,
          new Refusal(
              "show mirror " + wanted,
              "no mirror that is polled is called so",
              "see which there are: laytime mirrors"));
    }
    return new MirrorsView(found);
  }

  @GetMapping("/stages")
  StagesView stages() {
    return views.stages();
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the ledger can show. */
public interface Views {

  /**
   * Images by name.
   *
   * @param stage null for all
   * @param repository with its registry; null for all
   * @param state a label; null for all
   * @param after the last image of the page before; null for the first page
   * @param limit 1 to 1000
   */
  ImagesPage images(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable String state,
      @Nullable String after,
      int limit);

  /** Everything of one image; no lives where the ledger knows nothing. */
  WhyView why(Reference image, Instant now);

  /**
   * What leaves next.
   *
   * @param stage null for all
   */
  PlanView plan(@Nullable String stage, Instant now);

  /** How many bundles of removals wait for a person. */
  int openBreakers(Instant now);

  /**
   * What would have gone from stages where nothing is taken away.
   *
   * @param stage null for all
   */
  ObservedView observed(@Nullable String stage);

  /** The registered sources of use. */
  SourcesView sources();

  /** What is forbidden, by name. */
  ForbiddenView forbidden();

  /** The mirrors that are polled. */
  MirrorsView mirrors();

  /** The stages. */
  StagesView stages();
}

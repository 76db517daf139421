package dev.laytime.worker.metrics;

import dev.laytime.view.SourcesView.Source;
import dev.laytime.view.StagesView.Pulls;
import dev.laytime.view.StagesView.Stage;
import dev.laytime.worker.ledger.Views;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger counts, without any image's name. While it cannot be read the gauges are absent:
 * an old number would be taken for a new one.
 */
public final class LedgerGauges {

  private static final Logger log = LoggerFactory.getLogger(LedgerGauges.class);

  private final Views views;
  private final InstantSource clock;
  private final MultiGauge lives;
  private final MultiGauge lastComplete;
  private final MultiGauge counting;
  private final MultiGauge pullsUntil;
  private final MultiGauge pullsSince;
  private final MultiGauge breakers;
  private final MirrorGauges mirrors;

  /** Gauges that show nothing until they are first refreshed. */
  public LedgerGauges(MeterRegistry registry, Views views, InstantSource clock) {
    this.views = views;
    this.clock = clock;
    this.lives =
        MultiGauge.builder("laytime.lives")
            .description("Images that have a life")
            .register(registry);
    this.lastComplete =
        MultiGauge.builder("laytime.source.last.complete")
            .description("When the last complete scan of a source started, since 1970")
            .baseUnit("seconds")
            .register(registry);
    this.counting =
        MultiGauge.builder("laytime.source.counts")
            .description("Whether it proves something that a source does not name an image")
            .register(registry);
    this.pullsUntil =
        MultiGauge.builder("laytime.pulls.told.until")
            .description("The last pull of our own that a stage's registry told of, since 1970")
            .baseUnit("seconds")
            .register(registry);
    this.pullsSince =
        MultiGauge.builder("laytime.pulls.told.since")
            .description("From when on a stage's registry has told of all pulls, since 1970")
            .baseUnit("seconds")
            .register(registry);
    this.mirrors = new MirrorGauges(registry);
    this.breakers =
        MultiGauge.builder("laytime.breakers.open")
            .description("Bundles of removals that wait for a person")
            .register(registry);
  }

  /** Reads the ledger anew. */
  public void refresh() {
    try {
      List<Stage> stages = views.stages().stages();
      List<Row<?>> states = stages.stream().flatMap(this::states).toList();
      List<Source> sources = views.sources().sources();
      List<Row<?>> scans = sources.stream().flatMap(this::scan).toList();
      List<Row<?>> words = sources.stream().<Row<?>>map(this::word).toList();
      int open = views.openBreakers(clock.instant());
      show(states, scans, words, List.of(Row.of(Tags.empty(), open)));
      pullsUntil.register(pulls(stages, Pulls::until), true);
      pullsSince.register(pulls(stages, Pulls::since), true);
      mirrors.show(views.mirrors().mirrors(), clock.instant());
    } catch (RuntimeException e) {
      log.warn("the ledger cannot be counted cause={}", e.toString());
      show(List.of(), List.of(), List.of(), List.of());
      pullsUntil.register(List.of(), true);
      pullsSince.register(List.of(), true);
      mirrors.show(List.of(), clock.instant());
    }
  }

  private void show(
      List<Row<?>> states, List<Row<?>> scans, List<Row<?>> words, List<Row<?>> open) {
    lives.register(states, true);
    lastComplete.register(scans, true);
    counting.register(words, true);
    breakers.register(open, true);
  }

  private Stream<Row<?>> states(Stage stage) {
    return stage.images().entrySet().stream()
        .map(count ->
            Row.of(Tags.of("stage", stage.name(), "state", count.getKey()), count.getValue()));
  }

  private static List<Row<?>> pulls(List<Stage> stages, Function<Pulls, @Nullable Instant> which) {
    List<Row<?>> rows = new ArrayList<>();
    for (Stage stage : stages) {
      Pulls pulls = stage.pulls();
      Instant at = pulls == null ? null : which.apply(pulls);
      if (at != null) {
        rows.add(Row.of(Tags.of("stage", stage.name()), at.getEpochSecond()));
      }
    }
    return rows;
  }

  private Row<?> word(Source source) {
    return Row.of(Tags.of("source", source.name()), source.counts(clock.instant()) ? 1 : 0);
  }

  private Stream<Row<?>> scan(Source source) {
    return Stream.ofNullable(source.lastComplete())
        .map(Objects::requireNonNull)
        .map(Instant::getEpochSecond)
        .map(seconds -> Row.of(Tags.of("source", source.name()), seconds));
  }
}

package dev.laytime.worker.metrics;

import dev.laytime.view.MirrorsView.Counts;
import dev.laytime.view.MirrorsView.Mirror;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What mirrors have, and how their polls go. */
final class MirrorGauges {

  private final MultiGauge targets;
  private final MultiGauge gone;
  private final MultiGauge troubles;
  private final MultiGauge overdue;

  MirrorGauges(MeterRegistry registry) {
    targets = gauge("targets", "Images that mirrors keep copies of").register(registry);
    gone =
        gauge("source.gone", "Images that mirrors brought, and that their source has no more")
            .register(registry);
    troubles =
        gauge("poll.troubles", "What the last poll of a mirror did not look at, or copy")
            .register(registry);
    overdue =
        gauge("overdue", "For how long another poll of a mirror should have ended")
            .baseUnit("seconds")
            .register(registry);
  }

  private static MultiGauge.Builder gauge(String name, String description) {
    return MultiGauge.builder("laytime.mirror." + name).description(description);
  }

  void show(List<Mirror> mirrors, Instant now) {
    register(targets, mirrors, MirrorGauges::targets);
    register(gone, mirrors, MirrorGauges::gone);
    List<Mirror> polled =
        mirrors.stream().filter(mirror -> !mirror.done() && !mirror.resting()).toList();
    register(troubles, polled, MirrorGauges::troubles);
    register(overdue, polled, mirror -> overdue(mirror, now));
  }

  private static void register(
      MultiGauge gauge, List<Mirror> mirrors, Function<Mirror, Stream<Row<?>>> rows) {
    gauge.register(mirrors.stream().flatMap(rows).toList(), true);
  }

  private static Stream<Row<?>> targets(Mirror mirror) {
    Counts counts = mirror.counts();
    return counts == null
        ? Stream.of()
        : Stream.of(
            row(mirror, "current", counts.current()),
            row(mirror, "due", counts.due()),
            row(mirror, "failing", counts.failing()),
            row(mirror, "left", counts.left()));
  }

  private static Row<?> row(Mirror mirror, String state, int images) {
    return Row.of(Tags.of("mirror", mirror.name(), "state", state), images);
  }

  private static Row<?> row(Mirror mirror, long number) {
    return Row.of(Tags.of("mirror", mirror.name()), number);
  }

  private static Stream<Row<?>> gone(Mirror mirror) {
    Counts counts = mirror.counts();
    return counts == null ? Stream.of() : Stream.of(row(mirror, counts.gone() + counts.moved()));
  }

  private static Stream<Row<?>> troubles(Mirror mirror) {
    return mirror.lastEnd() == null ? Stream.of() : Stream.of(row(mirror, mirror.troubles()));
  }

  /** One that was never polled is as old as its mirror. */
  private static Stream<Row<?>> overdue(Mirror mirror, Instant now) {
    Instant last = mirror.lastEnd() == null ? mirror.since() : mirror.lastEnd();
    return last == null
        ? Stream.of()
        : Stream.of(
            row(
                mirror,
                Math.max(0, Duration.between(last, now).toSeconds() - mirror.everySeconds())));
  }
}

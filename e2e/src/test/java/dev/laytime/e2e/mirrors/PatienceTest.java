package dev.laytime.e2e.mirrors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Fault;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source that asks one of two workers for patience, while both look at it. */
@ExtendWith(ProvingGround.class)
final class PatienceTest {

  private static final int TAGS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What was under way when the source asked for patience. */
  private static final Duration UNDER_WAY = Duration.ofMillis(500);

  @Test
  void isGivenItByBothAndForNoLongerThanItAsked(Workspace workspace) {
    Site site = Site.start(workspace);
    List<String> tags = IntStream.range(0, TAGS).mapToObj("1.%d.0"::formatted).toList();
    List<MirrorSchedule> pollers =
        List.of("left", "right").stream()
            .map(name -> {
              site.publish(name, tags);
              return site.mirror(name, "tags: {semver: [\">=1\"]}");
            })
            .toList();
    site.configuration()
        .lines("registries:", "  - host: " + site.source().host(), "    requests-per-second: 20");
    AtomicReference<@Nullable Instant> asked = askOnce(site.source(), TAGS);
    for (int i = 0; i < 2; i++) {
      site.work("--laytime.concurrency.requests=1", "--laytime.concurrency.copies=1");
    }

    Await.until("the source asked for patience", Site.LONG, () -> asked.get() != null);
    Instant from = Objects.requireNonNull(asked.get());
    Await.until(
        "it is asked again",
        Site.LONG,
        () -> site.source().seen().stream().anyMatch(seen -> isLater(seen, from)));
    Instant first =
        site.source().seen().stream()
            .filter(seen -> isLater(seen, from))
            .map(FaultProxy.Seen::at)
            .min(Instant::compareTo)
            .orElseThrow();
    assertThat(Duration.between(from, first))
        .isBetween(PATIENCE, PATIENCE.plus(PATIENCE.dividedBy(10)));
    pollers.forEach(poller -> poller.first().getResult(Object.class));
    assertThat(pollers.stream().flatMap(poller -> workers(poller).stream()).distinct())
        .as("workers that polled")
        .hasSize(2);
  }

  /** Asks for patience once, at some request for a manifest. */
  private static AtomicReference<@Nullable Instant> askOnce(FaultProxy source, int after) {
    AtomicReference<@Nullable Instant> asked = new AtomicReference<>();
    source.behave(seen -> {
      boolean now =
          Fault.isManifest(seen)
              && source.seen().size() > after
              && asked.compareAndSet(null, seen.at());
      return now
          ? new Fault.Answer(429, Map.of("Retry-After", String.valueOf(PATIENCE.toSeconds())))
          : new Fault.Forward();
    });
    return asked;
  }

  private static boolean isLater(FaultProxy.Seen seen, Instant asked) {
    return seen.at().isAfter(asked.plus(UNDER_WAY));
  }

  private static Set<String> workers(MirrorSchedule poller) {
    return poller.history(poller.first()).stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .map(event -> event.getActivityTaskStartedEventAttributes().getIdentity())
        .collect(Collectors.toSet());
  }
}

package dev.laytime.activities.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.laytime.activity.Problem;
import dev.laytime.activity.ScanRequest;
import dev.laytime.activity.ScanResult;
import dev.laytime.activity.UsageActivities;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.SourceOfUse;
import dev.laytime.usage.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UsageActivitiesTest {

  private static final Instant STARTED = Instant.parse("2026-11-01T10:00:00Z");

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final RememberingScans scans = new RememberingScans();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void publishesWhatTheSourceNamesAndCounts() {
    Listing listing =
        new Listing(
            "/tree",
            "",
            "all",
            List.of(named("a:1", "web"), named("a:1", "db"), named("b:1", "web")),
            List.of());
    assertThat(scan(new FakeSource(listing, 1)))
        .isEqualTo(new ScanResult(1, true, "", 2, 2, List.of(), 0));
    assertThat(scans.published).containsExactly("git " + STARTED + " /tree");
  }

  @Test
  void tellsTheLedgersWordAndNotItsOwn() {
    scans.held = "names nothing at all";
    scans.added = "the identity changed";
    ScanResult result = scan(new FakeSource(listing(List.of()), 1));
    assertThat(result.held()).isEqualTo("names nothing at all");
    assertThat(result.complete()).isFalse();
    assertThat(result.gaps()).containsExactly("the identity changed");
  }

  @Test
  void showsTheFirstGapsAndCountsThemAll() {
    ScanResult result =
        scan(new FakeSource(listing(Collections.nCopies(1000, "x".repeat(10_000))), 1));
    assertThat(result.gapCount()).isEqualTo(1000);
    assertThat(result.gaps()).hasSize(10).containsOnly("x".repeat(300) + "…");
    assertThat(result.complete()).isFalse();
  }

  @Test
  void refusesASourceThatItDoesNotKnow() {
    ApplicationFailure failure = failure(new FakeSource(listing(List.of()), 1), "other");
    assertThat(failure.getType()).isEqualTo("REFUSED");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getDetails().get(Problem.class))
        .isEqualTo(
            new Problem(
                "scan source other",
                "neither this worker's configuration nor an object names such a source",
                "add it to the configuration again, or take it out of every proof with"
                    + " `laytime sources remove other --confirm`",
                null));
    assertThat(scans.published).isEmpty();
  }

  @Test
  void letsAnUnavailableLedgerBeTriedAgain() {
    scans.unavailable = true;
    ApplicationFailure failure = failure(new FakeSource(listing(List.of()), 1), "git");
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(Objects.requireNonNull(failure.getDetails().get(Problem.class)).cause())
        .isEqualTo("connection refused");
  }

  @Test
  void beatsWhileItLists() {
    List<String> beats = new CopyOnWriteArrayList<>();
    temporal.setActivityHeartbeatListener(String.class, beats::add);
    scan(new FakeSource(listing(List.of()), 3));
    assertThat(beats).isNotEmpty().containsOnly("git");
  }

  @Test
  void endsWhenItIsCancelledAndPublishesNothing() {
    FakeSource endless = new FakeSource(listing(List.of()), Integer.MAX_VALUE);
    temporal.setActivityHeartbeatListener(String.class, _ -> temporal.requestCancelActivity());
    assertThat(catchThrowableOfType(CanceledFailure.class, () -> scan(endless))).isNotNull();
    assertThat(scans.published).isEmpty();
  }

  @Test
  void logsWhatScansLackOnceAndThatTheyLackNothingOnce() {
    List<List<String>> gaps =
        List.of(List.of(), List.of(), List.of("a", "b"), List.of("a"), List.of("c"), List.of());
    Iterator<List<String>> next = gaps.iterator();
    UsageActivities activities =
        activities(
            new SourceOfUse() {
              @Override
              public String name() {
                return "git";
              }

              @Override
              public Listing list(Runnable pulse) {
                return listing(next.next());
              }
            });
    Logger log = (Logger) LoggerFactory.getLogger(UsageActivitiesImpl.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    log.setLevel(Level.INFO);
    try {
      gaps.forEach(_ -> activities.scan(new ScanRequest("git", STARTED)));
    } finally {
      log.setLevel(null);
      log.setAdditive(true);
      log.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "scans are complete source=git number=1 references=0",
            "scans prove nothing source=git number=3 gaps=2 cause=\"a\"",
            "scans prove nothing source=git number=5 gaps=1 cause=\"c\"",
            "scans are complete source=git number=6 references=0");
  }

  private ScanResult scan(SourceOfUse source) {
    return activities(source).scan(new ScanRequest("git", STARTED));
  }

  private ApplicationFailure failure(SourceOfUse source, String name) {
    UsageActivities activities = activities(source);
    ActivityFailure failure =
        catchThrowableOfType(
            ActivityFailure.class, () -> activities.scan(new ScanRequest(name, STARTED)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  private UsageActivities activities(SourceOfUse source) {
    temporal.registerActivitiesImplementations(
        new UsageActivitiesImpl(Map.of(source.name(), source), scans));
    return temporal.newActivityStub(UsageActivities.class);
  }

  private static Listing listing(List<String> gaps) {
    return new Listing("/tree", "", "all", List.of(), gaps);
  }

  private static NamedImage named(String image, String name) {
    return new NamedImage(
        Reference.parse(image),
        new Usage("git", "v1", "Pod", null, name, null, "template", "a.yaml"));
  }

  /** Pulses so often before it answers. */
  private record FakeSource(Listing listing, int pulses) implements SourceOfUse {

    @Override
    public String name() {
      return "git";
    }

    @Override
    public Listing list(Runnable pulse) {
      for (int i = 0; i < pulses; i++) {
        pulse.run();
      }
      return listing;
    }
  }

  private static final class RememberingScans implements Scans {

    private final List<String> published = new ArrayList<>();
    private String held = "";
    private String added = "";
    private boolean unavailable;

    @Override
    public Published publish(String source, Instant startedAt, Listing listing) {
      if (unavailable) {
        throw new LedgerUnavailableException("connection refused", new IOException());
      }
      published.add(source + " " + startedAt + " " + listing.identity());
      List<String> gaps = new ArrayList<>(listing.gaps());
      if (!added.isEmpty()) {
        gaps.add(added);
      }
      return new Published(published.size(), gaps.isEmpty(), held, gaps);
    }

    @Override
    public boolean add(String source, List<NamedImage> images) {
      throw new AssertionError("A scan adds nothing between scans");
    }
  }
}

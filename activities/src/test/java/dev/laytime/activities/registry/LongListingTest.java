package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.poll.TagPoll;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.Times;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories of a thousand tags, a hundred to the page, at a source that takes its time. */
class LongListingTest {

  private static final Instant POLL = Instant.parse("2026-11-01T00:00:00Z");
  private static final int TAGS = 1_000;
  private static final int PAGES = 10;
  private static final int LISTED = 100;

  /** Polls that come to their end need less of them. */
  private static final int MOST = 500;

  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final FakeLedger ledger = new FakeLedger();
  private HttpServer source;
  private RememberedTargets targets;

  @BeforeEach
  void start() throws IOException {
    source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    source.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    source.createContext("/v2/", this::answer);
    source.start();
    targets = new RememberedTargets(mirror("app"));
  }

  @AfterEach
  void stop() {
    source.stop(0);
  }

  @Test
  void isReadOnceThoughItsBudgetSuffersNoMoreThanTenRequestsInARow() throws Exception {
    poll(new Scarce(11));
    assertThat(targets.targets).hasSize(TAGS);
    assertThat(lists).hasValue(PAGES);
    assertThat(looks).hasValue(TAGS);
    assertThat(targets.listings).as("it is done with").isEmpty();
  }

  @Test
  void comesToAnEndThoughAPageIsTooShortForIt() throws Exception {
    // Each look at the clock takes two minutes of the five that a page has.
    poll(RequestBudget.UNLIMITED, () -> nanos.addAndGet(Duration.ofMinutes(2).toNanos()));
    assertThat(targets.targets).hasSize(TAGS);
    assertThat(lists).hasValue(PAGES);
    assertThat(looks).hasValue(TAGS);
  }

  @Test
  void isNotReadAgainForWhatAnotherRepositoryHasToWaitFor() throws Exception {
    targets.mirror = mirror("app", "more", "web");
    poll(new Scarce(150));
    assertThat(targets.targets).hasSize(3 * TAGS);
    assertThat(lists).hasValue(3 * PAGES);
    assertThat(looks).hasValue(3 * TAGS);
  }

  @Test
  void asksFewerAtOnceWhereItsBudgetHasPlacesForFew() throws Exception {
    Narrow narrow = new Narrow(2);
    try (ImageStores stores = stores(narrow)) {
      TagPoll poll = new TagPoll(stores.registries(), targets, ledger, nanos::get);
      PollPage page = poll.select(request(null), new Tally(PollCount.NONE));
      assertThat(page.next()).isNull();
    }
    assertThat(looks).hasValue(TAGS);
  }

  @Test
  void comesBackLaterWhereItsBudgetHasNoPlaceForOne() throws Exception {
    Narrow narrow = new Narrow(Integer.MAX_VALUE);
    try (ImageStores stores = stores(narrow)) {
      TagPoll poll = new TagPoll(stores.registries(), targets, ledger, nanos::get);
      assertThatThrownBy(() -> poll.select(request(null), new Tally(PollCount.NONE)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.type()).isEqualTo(FailureType.THROTTLED));
    }
    assertThat(narrow.refused).as("by eight, four, two and one").hasValueBetween(4, 15);
    assertThat(looks).hasValue(0);
  }

  @Test
  void failsWhereAPageGetsNothingDone() {
    try (ImageStores stores = stores(RequestBudget.UNLIMITED)) {
      TagPoll poll =
          new TagPoll(
              stores.registries(),
              targets,
              ledger,
              () -> nanos.addAndGet(Duration.ofMinutes(6).toNanos()));
      assertThatThrownBy(() -> poll.select(request(null), new Tally(PollCount.NONE)))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("nothing got done");
    }
  }

  private void poll(RequestBudget budget) throws Exception {
    poll(budget, nanos::get);
  }

  /** As a workflow does, in another worker each time. */
  private void poll(RequestBudget budget, LongSupplier clock) throws Exception {
    @Nullable String after = null;
    for (int attempts = 0; attempts < MOST; attempts++) {
      try (ImageStores stores = stores(budget)) {
        TagPoll poll = new TagPoll(stores.registries(), targets, ledger, clock);
        after = poll.select(request(after), new Tally(PollCount.NONE)).next();
        if (after == null) {
          return;
        }
      } catch (RegistryException e) {
        assertThat(e.type()).isEqualTo(FailureType.THROTTLED);
      }
    }
    throw new AssertionError("No end after %d attempts".formatted(MOST));
  }

  private static PollRequest request(@Nullable String after) {
    return new PollRequest("app", POLL, after);
  }

  private static ImageStores stores(RequestBudget budget) {
    return new ImageStores(
        ClientSettings.of(List.of(), Credentials.NONE).paidFrom(budget), _ -> false);
  }

  private TagMirror mirror(String... repositories) {
    String host = "127.0.0.1:" + source.getAddress().getPort();
    return new TagMirror(
        "app",
        RepositoryPrefix.parse(host + "/up"),
        RepositoryPrefix.parse("copies.test/up"),
        List.of(repositories),
        Selection.ALL,
        new Copying(
            null,
            Overwrite.ALWAYS,
            null,
            Times.ALWAYS,
            List.of(),
            true,
            Duration.ZERO,
            Copying.DAILY,
            Copying.DAILY,
            false,
            ""),
        new PollInterval(Duration.ofHours(1)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.contains("/manifests/")) {
        looks.incrementAndGet();
        exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + "a".repeat(64));
        exchange.getResponseHeaders().add("Content-Length", "100");
        exchange
            .getResponseHeaders()
            .add("Content-Type", "application/vnd.oci.image.manifest.v1+json");
        exchange.sendResponseHeaders(200, -1);
      } else {
        list(exchange, path);
      }
    }
  }

  private void list(HttpExchange exchange, String path) throws IOException {
    lists.incrementAndGet();
    String query = exchange.getRequestURI().getQuery();
    int page = query == null ? 0 : Integer.parseInt(query.substring("page=".length()));
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < LISTED; i++) {
      tags.add("\"v%d\"".formatted(page * LISTED + i));
    }
    if (page < PAGES - 1) {
      exchange
          .getResponseHeaders()
          .add("Link", "<%s?page=%d>; rel=\"next\"".formatted(path, page + 1));
    }
    byte[] body =
        "{\"tags\": [%s]}".formatted(String.join(", ", tags)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Grants some in a row, and refuses one. */
  private static final class Scarce implements RequestBudget {
    private final int inARow;
    private final AtomicInteger asked = new AtomicInteger();

    private Scarce(int inARow) {
      this.inARow = inARow;
    }

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      return asked.incrementAndGet() % (inARow + 1) == 0
          ? new Lease(0, Duration.ofMinutes(1), Duration.ofNanos(1))
          : new Lease(1, Duration.ZERO, Duration.ofNanos(1));
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {}

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }

  /** Has places for what is listed, and sends some of those who come then away for a moment. */
  private static final class Narrow implements RequestBudget {
    private final int most;
    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private Narrow(int most) {
      this.most = most;
    }

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      if (listed.incrementAndGet() > PAGES && refused.get() < most) {
        refused.incrementAndGet();
        return new Lease(0, RequestBudget.PATIENCE.plusSeconds(1), Duration.ofNanos(1));
      }
      return new Lease(1, Duration.ZERO, Duration.ofNanos(1));
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {}

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }
}

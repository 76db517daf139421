package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No request leaves unpaid, whatever it is for. */
class PaidRequestsTest {

  private static final Descriptor BLOB =
      new Descriptor("x", Digest.of("sha256", "ab".repeat(32)), 5, null);
  private static final Credential ANNA = new Credential.UsernamePassword("anna", "secret");

  private final Book book = new Book();
  private CannedServer registry;
  private RegistryClient client;
  private Repository app;

  @BeforeEach
  void startServer() throws IOException {
    registry = new CannedServer();
    app = Repository.parse(registry.address() + "/app");
    RegistrySettings bounded =
        new RegistrySettings(
            registry.address(), null, null, RegistrySettings.LONGEST_DELETE, Duration.ofNanos(7));
    client =
        new RegistryClient(
            ClientSettings.of(List.of(bounded), _ -> Optional.of(ANNA)).paidFrom(book));
  }

  @AfterEach
  void stopServer() {
    client.close();
    registry.close();
  }

  @Test
  void paysForEachRequestToTheRegistry() throws IOException, InterruptedException {
    client.source(app).has(BLOB);
    client.source(app).find(Tag.LATEST);
    client.deletion(_ -> true).tag(app, Tag.LATEST);
    assertThat(registry.seen).hasSize(3);
    assertThat(book.taken).containsExactly(" every 7 ns", " every 7 ns", " every 7 ns");
  }

  @Test
  void paysForTokensAndAsWhomTheyWereGivenTo() throws IOException {
    String challenge = "Bearer realm=\"http://%s/token\"".formatted(registry.address());
    registry.answer("/v2/app/manifests/latest", 401, Map.of("WWW-Authenticate", challenge), "");
    registry.answer("/token?scope=repository%3Aapp%3Apull", 200, "{\"token\":\"t\"}");
    assertThatThrownBy(() -> client.source(app).find(Tag.LATEST))
        .isInstanceOf(RegistryException.class);
    assertThat(registry.seen).hasSize(3);
    assertThat(book.taken)
        .as("refused, a token, and once more")
        .containsExactly(" every 7 ns", "anna every 7 ns", "anna every 7 ns");
  }

  @Test
  void paysForTokensAsUrgentlyAsForWhatTheyAreFor() throws IOException {
    String challenge = "Bearer realm=\"http://%s/token\"".formatted(registry.address());
    registry.answer("/v2/app/manifests/latest", 401, Map.of("WWW-Authenticate", challenge), "");
    registry.answer("/token?scope=repository%3Aapp%3Apull", 200, "{\"token\":\"t\"}");
    assertThatThrownBy(() -> client.at(Urgency.REFRESH).source(app).find(Tag.LATEST))
        .isInstanceOf(RegistryException.class);
    assertThat(book.taken).hasSize(3);
    assertThat(book.urgencies).containsExactly(Urgency.REFRESH);
    client.source(app).has(BLOB);
    assertThat(book.urgencies).containsExactly(Urgency.ORDERED, Urgency.REFRESH);
  }

  @Test
  void paysNothingForWhatLiesElsewhere() throws IOException {
    try (CannedServer store = new CannedServer()) {
      String there = "http://" + store.address() + "/blob";
      String target = "/v2/app/blobs/" + BLOB.digest();
      registry.answer(target, 307, Map.of("Location", there), "");
      store.answer("/blob", 200, "12345");
      client.source(app).has(BLOB);
      assertThat(store.seen).hasSize(1);
    }
    assertThat(book.taken).hasSize(1);
  }

  @Test
  void sendsNothingWhereItGetsNoPlace() {
    book.refuses = true;
    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> client.source(app).find(Tag.LATEST));
    assertThat(refused.type()).isEqualTo(FailureType.THROTTLED);
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void tellsAllWhatTheRegistryAskedFor() {
    registry.answer("/v2/app/manifests/latest", 429, Map.of("Retry-After", "7"), "");
    RegistryException throttled =
        catchThrowableOfType(RegistryException.class, () -> client.source(app).find(Tag.LATEST));
    assertThat(throttled.type()).isEqualTo(FailureType.THROTTLED);
    assertThat(book.slowed).singleElement().isInstanceOf(RequestBudget.Slowdown.Pause.class);
  }

  private static final class Book implements RequestBudget {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Set<Urgency> urgencies = EnumSet.noneOf(Urgency.class);
    private final List<Slowdown> slowed = new CopyOnWriteArrayList<>();
    private boolean refuses;

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      taken.add(account.login() + " every " + interval.toNanos() + " ns");
      urgencies.add(urgency);
      return new Lease(refuses ? 0 : 1, Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {
      slowed.add(slowdown);
    }

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }
}

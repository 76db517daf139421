package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.Courier.Errand;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody else asks in our place is paid from our budget. */
class FareTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Repository BOUNDED = Repository.parse("quay.io/org/app");
  private static final Repository OPEN = Repository.parse("r.test/copies/app");
  private static final Credentials LOGIN =
      _ -> Optional.of(new Credential.UsernamePassword("anna", "secret"));

  private final Book book = new Book();

  /** Ten a second: of those a share is 2.5. */
  private final RegistryClient client =
      new RegistryClient(
          ClientSettings.of(
                  List.of(
                      new RegistrySettings(
                          "quay.io",
                          null,
                          null,
                          RegistrySettings.LONGEST_DELETE,
                          Duration.ofMillis(100))),
                  LOGIN)
              .paidFrom(book));

  private long now;

  private static final class Book implements RequestBudget {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private boolean refuses;

    @Override
    public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
      taken.add(account.login() + " at " + account.host());
      return new Lease(
          refuses ? 0 : 1, refuses ? Duration.ofMinutes(1) : Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {}

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void isPaidAtBothEndsBeforeAnybodySetsOut() throws RegistryException {
    fare(BOUNDED, OPEN).leave();

    assertThat(book.taken).containsExactly("anna at quay.io", "anna at r.test");
  }

  @Test
  void isPaidOnceWhereBothEndsAreOneRegistry() throws RegistryException {
    fare(BOUNDED, BOUNDED).leave();

    assertThat(book.taken).containsExactly("anna at quay.io");
  }

  @Test
  void isPaidForAShareWhileHeIsUnderway() throws RegistryException {
    Fare fare = fare(BOUNDED, OPEN);
    fare.leave();
    book.taken.clear();

    now += Duration.ofSeconds(2).toNanos();
    fare.goOn();
    assertThat(book.taken).hasSize(5).containsOnly("anna at quay.io");

    now += Duration.ofHours(1).toNanos();
    fare.goOn();
    assertThat(book.taken).as("ten seconds at most").hasSize(30);
  }

  @Test
  void isPaidForTimesThatAreLessThanAShareTogether() throws RegistryException {
    Fare fare = fare(BOUNDED, OPEN);
    fare.leave();
    book.taken.clear();

    for (int i = 0; i < 8; i++) {
      now += Duration.ofMillis(300).toNanos();
      fare.goOn();
    }

    assertThat(book.taken).as("in 2.4 s").hasSize(6);
  }

  @Test
  void keepsHimFromARegistryThatMayNotBeAsked() {
    book.refuses = true;

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> fare(BOUNDED, OPEN).leave());

    assertThat(refused.type()).isEqualTo(FailureType.THROTTLED);
  }

  @Test
  void keepsNobodyBackWhoIsUnderway() throws RegistryException {
    Fare fare = fare(BOUNDED, OPEN);
    fare.leave();
    book.taken.clear();
    book.refuses = true;

    now += Duration.ofSeconds(2).toNanos();
    fare.goOn();

    assertThat(book.taken).hasSize(1);
  }

  private Fare fare(Repository from, Repository to) throws RegistryException {
    return new Fare(
        client,
        new Errand(
            "app",
            from,
            DIGEST,
            to,
            true,
            "first",
            client.passageToRead(from),
            client.passageToWrite(to)),
        () -> now);
  }
}

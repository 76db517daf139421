package dev.laytime.worker.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.LentLogins;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of rules when logins come and go. */
class LoginWatchTest {

  private static final MirrorRule QUAY =
      new MirrorRule(
          RepositoryPrefix.parse("reg:5000/quay"), RepositoryPrefix.parse("quay.io"), true);
  private static final Set<RepositoryPrefix> SOURCE = Set.of(QUAY.source());

  private final FakeLentLogins ledger = new FakeLentLogins();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private Lending login = Lending.NOTHING;
  private int woken;

  private final Credentials credentials =
      place ->
          switch (login) {
            case LENDS -> Optional.of(new Credential.UsernamePassword("me", "secret"));
            case NOTHING -> Optional.empty();
            case UNKNOWN ->
                throw new RegistryException(
                    FailureType.REFUSED, "read the logins", "it is busy", "wait");
          };
  private final LoginWatch watch =
      new LoginWatch(
          new MirrorLogins(List.of(), credentials, () -> now), ledger, () -> woken++, () -> now);

  @Test
  void saysALoginThatCameAfterTheStart() {
    look(Lending.NOTHING);
    assertThat(ledger.sources).isEmpty();

    look(Lending.LENDS);
    assertThat(ledger.sources).isEqualTo(SOURCE);
    assertThat(woken).isEqualTo(1);
  }

  @Test
  void staysWithWhatItIsWhileItCannotBeTold() {
    look(Lending.UNKNOWN);
    assertThat(ledger.said).isEmpty();

    look(Lending.LENDS);
    look(Lending.UNKNOWN);
    assertThat(ledger.said).containsExactly(SOURCE, SOURCE);
  }

  @Test
  void looksOnAfterTheLedgerWasAway() {
    ledger.away = true;
    look(Lending.LENDS);
    ledger.away = false;
    look(Lending.LENDS);

    assertThat(ledger.sources).isEqualTo(SOURCE);
  }

  @Test
  void countsALoginOfAnotherWorkerAsItsOwn() {
    assertThat(watch.lends(QUAY)).isEqualTo(Lending.NOTHING);
    ledger.sources.addAll(SOURCE);

    assertThat(watch.lends(QUAY)).isEqualTo(Lending.LENDS);
    assertThat(ledger.said).as("it has none itself").isEmpty();
  }

  @Test
  void tellsOtherWorkersOfItsOwnOnceAMinute() {
    login = Lending.LENDS;
    assertThat(watch.lends(QUAY)).isEqualTo(Lending.LENDS);
    assertThat(watch.lends(QUAY)).isEqualTo(Lending.LENDS);
    assertThat(ledger.said).containsExactly(SOURCE);

    now = now.plusSeconds(60);
    assertThat(watch.lends(QUAY)).isEqualTo(Lending.LENDS);
    assertThat(ledger.said).containsExactly(SOURCE, SOURCE);
  }

  private void look(Lending as) {
    login = as;
    now = now.plusSeconds(60);
    watch.look();
  }

  private static final class FakeLentLogins implements LentLogins {
    private final Set<RepositoryPrefix> sources = new HashSet<>();
    private final List<Set<RepositoryPrefix>> said = new ArrayList<>();
    private boolean away;

    @Override
    public List<MirrorRule> unlimited() {
      return List.of(QUAY);
    }

    @Override
    public Set<RepositoryPrefix> all() {
      if (away) {
        throw new IllegalStateException("away");
      }
      return Set.copyOf(sources);
    }

    @Override
    public boolean say(Collection<RepositoryPrefix> more, Instant at) {
      said.add(Set.copyOf(more));
      return sources.addAll(more);
    }
  }
}

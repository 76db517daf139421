package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credential.UsernamePassword;
import dev.laytime.activities.registry.client.Credentials.Place;
import dev.laytime.activities.registry.client.HostLogins;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.adapters.LoginHostKeeper.Insecure;
import dev.laytime.worker.ledger.RememberedHosts;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginHostKeeperTest {

  private static final UsernamePassword READER = new UsernamePassword("reader", "canary");
  private static final UsernamePassword WRITER = new UsernamePassword("writer", "canary");
  private static final LoginHosts AGREED = hosts(Set.of("quay.io"), Set.of("reg.test"));

  private final Memory memory = new Memory();
  private final HostLogins logins = new HostLogins(READER, WRITER);

  @Test
  void takesWhatAllObjectsAgreedOnAtFirstAndNothingLater() {
    LoginHostKeeper keeper = keeper(LoginHosts.NONE);
    assertThat(shown("quay.io")).isEmpty();

    assertThat(keeper.settle(AGREED)).isEqualTo(AGREED);
    assertThat(keeper.settle(hosts(Set.of("evil.test"), Set.of("evil.test")))).isEqualTo(AGREED);
    assertThat(shown("quay.io")).contains(READER);
    assertThat(shown("reg.test")).contains(WRITER);
    assertThat(shown("evil.test")).isEmpty();
  }

  @Test
  void remembersThatTheyDidNotAgree() {
    LoginHostKeeper keeper = keeper(LoginHosts.NONE);
    keeper.settle(LoginHosts.NONE);

    assertThat(keeper.settle(AGREED)).isEqualTo(LoginHosts.NONE);
    assertThat(shown("quay.io")).isEmpty();
    assertThat(keeper.note())
        .contains("LAYTIME_COMPAT_SOURCE_HOSTS", "LAYTIME_COMPAT_DESTINATION_HOSTS")
        .doesNotContain("canary", "reader");
  }

  @Test
  void takesWhatSomebodySaidBeforeAnythingElse() {
    LoginHostKeeper keeper = keeper(hosts(Set.of(), Set.of("said.test")));

    assertThat(keeper.settle(AGREED)).isEqualTo(hosts(Set.of("quay.io"), Set.of("said.test")));
    assertThat(shown("reg.test")).isEmpty();
    assertThat(shown("said.test")).contains(WRITER);
    assertThat(keeper.note()).isEmpty();
  }

  @Test
  void knowsItAgainBeforeAnythingIsCopied() {
    keeper(LoginHosts.NONE).settle(AGREED);
    HostLogins later = new HostLogins(READER, null);
    LoginHostKeeper keeper =
        new LoginHostKeeper(LoginHosts.NONE, memory, later, new Insecure(true, false));

    keeper.recall();
    assertThat(later.of(new Place("quay.io", ""))).contains(READER);
    assertThat(keeper.settings("quay.io")).isEqualTo(new RegistrySettings("quay.io", null, true));
    assertThat(keeper.settings("reg.test")).isNull();
  }

  @Test
  void startsWithoutALedgerThatIsAway() {
    memory.away = true;

    keeper(LoginHosts.NONE).recall();
    assertThat(shown("quay.io")).isEmpty();
  }

  @Test
  void speaksInTheClearToTheHostsOfOneRoleAlone() {
    LoginHostKeeper keeper = new LoginHostKeeper(AGREED, memory, logins, new Insecure(false, true));

    assertThat(keeper.settings("reg.test")).isEqualTo(new RegistrySettings("reg.test", null, true));
    assertThat(keeper.settings("quay.io")).isNull();
    assertThat(keeper.settings("other.test")).isNull();
  }

  private LoginHostKeeper keeper(LoginHosts said) {
    return new LoginHostKeeper(said, memory, logins, new Insecure(false, false));
  }

  private Optional<Credential> shown(String host) {
    return logins.of(new Place(host, "team/app"));
  }

  private static LoginHosts hosts(Set<String> sources, Set<String> destinations) {
    return new LoginHosts(sources, destinations);
  }

  private static final class Memory implements RememberedHosts {

    private @Nullable Hosts known;
    private boolean away;

    @Override
    public Optional<Hosts> find(String adapter) {
      if (away) {
        throw new LedgerUnavailableException("read", new IllegalStateException("away"));
      }
      return Optional.ofNullable(known);
    }

    @Override
    public Hosts remember(String adapter, Hosts hosts) {
      if (known == null) {
        known = hosts;
      }
      return known;
    }
  }
}

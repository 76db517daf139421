package dev.laytime.worker.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.client.TlsFiles;
import dev.laytime.activity.FailureType;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.startup.RefusedToStartException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MirrorLoginsTest {

  private static final OrderLimits EXPLICIT = new OrderLimits(List.of("team/*"), List.of("team-a"));
  private static final Credentials SOMEBODY =
      _ -> Optional.of(new Credential.UsernamePassword("me", "secret"));
  private static final Credentials UNREADABLE =
      _ -> {
        throw new RegistryException(
            FailureType.REFUSED, "read the logins", "it is no JSON", "mend it");
      };
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final RegistrySettings QUAY = new RegistrySettings("quay.io", null, null);

  private static MirrorRule rule(OrderLimits limits) {
    return new MirrorRule(
            RepositoryPrefix.parse("reg:5000/quay"),
            RepositoryPrefix.parse("quay.io/team"),
            true,
            false)
        .limitedTo(limits);
  }

  private static void check(
      List<RegistrySettings> registries, Credentials others, MirrorRule... rules) {
    new MirrorLogins(registries, others, InstantSource.system()).check(List.of(rules));
  }

  @Test
  void refusesARuleThatLendsALoginToEverybody() {
    for (OrderLimits limits :
        List.of(
            OrderLimits.NONE,
            new OrderLimits(List.of("team/*"), List.of()),
            new OrderLimits(List.of(), List.of("team-a")))) {
      assertThatThrownBy(() -> check(List.of(QUAY.as(SOMEBODY)), Credentials.NONE, rule(limits)))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("take the mirror rule of reg:5000/quay")
          .hasMessageContaining("a login for quay.io/team")
          .hasMessageContaining("namespaces")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void takesOneThatSaysWhoMayOrderWhat() {
    assertThatCode(() -> check(List.of(QUAY.as(SOMEBODY)), SOMEBODY, rule(EXPLICIT)))
        .doesNotThrowAnyException();
  }

  @Test
  void takesAnyWhereNobodyIsLoggedIn() {
    Credentials elsewhere =
        place -> place.registry().equals("docker.io") ? SOMEBODY.of(place) : Optional.empty();
    RegistrySettings hub = new RegistrySettings("docker.io", null, null).as(SOMEBODY);

    assertThatCode(() -> check(List.of(QUAY, hub), elsewhere, rule(OrderLimits.NONE)))
        .doesNotThrowAnyException();
  }

  @Test
  void countsALoginThatTheEnvironmentHas() {
    assertThatThrownBy(() -> check(List.of(), SOMEBODY, rule(OrderLimits.NONE)))
        .isInstanceOf(RefusedToStartException.class);
  }

  @Test
  void countsACertificateThatWeShow() {
    TlsFiles tls = new TlsFiles(null, Path.of("client.pem"), Path.of("client.key"));

    assertThatThrownBy(
            () -> check(List.of(QUAY.with(tls)), Credentials.NONE, rule(OrderLimits.NONE)))
        .isInstanceOf(RefusedToStartException.class);
  }

  @Test
  void refusesToStartWhereItCannotTell() {
    assertThatThrownBy(() -> check(List.of(), UNREADABLE, rule(OrderLimits.NONE)))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("a login for quay.io/team is unknown")
        .hasMessageContaining("it is no JSON");
  }

  @Test
  void tellsWhatItCannotReadFromWhatIsNotThere() {
    assertThat(lends(UNREADABLE, OrderLimits.NONE)).isEqualTo(Lending.UNKNOWN);
    assertThat(lends(UNREADABLE, EXPLICIT)).isEqualTo(Lending.NOTHING);
    assertThat(lends(Credentials.NONE, OrderLimits.NONE)).isEqualTo(Lending.NOTHING);
    assertThat(
            new MirrorLogins(List.of(QUAY.as(UNREADABLE)), SOMEBODY, () -> NOW)
                .lends(rule(OrderLimits.NONE)))
        .as("one is there, whatever else")
        .isEqualTo(Lending.LENDS);
  }

  /** The client keeps logins under the host that it speaks to. */
  @Test
  void countsTheLoginOfWhereARegistryIsSaidToBe() {
    Credentials inside =
        place -> place.registry().equals("cache:5000") ? SOMEBODY.of(place) : Optional.empty();
    Credentials outside =
        place -> place.registry().equals("quay.io") ? SOMEBODY.of(place) : Optional.empty();
    RegistrySettings moved =
        new RegistrySettings("quay.io", URI.create("https://cache:5000"), null);

    assertThat(new MirrorLogins(List.of(moved), inside, () -> NOW).lends(rule(OrderLimits.NONE)))
        .isEqualTo(Lending.LENDS);
    assertThat(new MirrorLogins(List.of(moved), outside, () -> NOW).lends(rule(OrderLimits.NONE)))
        .as("it is not shown there")
        .isEqualTo(Lending.NOTHING);
  }

  @Test
  void asksAgainAfterAMinuteOrWhenTheyChanged() {
    List<String> asked = new ArrayList<>();
    AtomicReference<String> edition = new AtomicReference<>("1");
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    Credentials counting =
        new Credentials() {
          @Override
          public Optional<Credential> of(Place place) {
            asked.add(place.registry());
            return Optional.empty();
          }

          @Override
          public Object edition() {
            return edition.get();
          }
        };
    MirrorLogins logins = new MirrorLogins(List.of(), counting, now::get);

    for (int round = 0; round < 3; round++) {
      assertThat(logins.lends(rule(OrderLimits.NONE))).isEqualTo(Lending.NOTHING);
    }
    assertThat(asked).containsExactly("quay.io");

    edition.set("2");
    assertThat(logins.lends(rule(OrderLimits.NONE))).isEqualTo(Lending.NOTHING);
    assertThat(asked).as("another edition").hasSize(2);

    now.set(NOW.plusSeconds(60));
    assertThat(logins.lends(rule(OrderLimits.NONE))).isEqualTo(Lending.NOTHING);
    assertThat(asked).as("a minute later").hasSize(3);
  }

  private static Lending lends(Credentials others, OrderLimits limits) {
    return new MirrorLogins(List.of(), others, () -> NOW).lends(rule(limits));
  }

  @Test
  void lendsNothingByAnotherNameOfAStage() {
    MirrorRule alias =
        MirrorRule.alias(RepositoryPrefix.parse("reg:5000"), RepositoryPrefix.parse("quay.io"));

    assertThatCode(() -> check(List.of(QUAY.as(SOMEBODY)), SOMEBODY, alias))
        .doesNotThrowAnyException();
  }
}

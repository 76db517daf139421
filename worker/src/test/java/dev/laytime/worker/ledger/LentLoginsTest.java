package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a login that came late does to rules by which everybody orders. */
class LentLoginsTest extends LedgerTest {

  private static final Set<RepositoryPrefix> SOURCE = Set.of(HUB.source());
  private static final Set<String> ANY = Set.of("shop");

  @Test
  void letsNobodyOrderUntilNoWorkerHasSaidSoForTenMinutes() {
    register(HUB);
    assertThat(orders()).isTrue();

    assertThat(logins().say(SOURCE, START)).isTrue();
    assertThat(orders()).isFalse();
    assertThat(logins().say(SOURCE, later(9))).as("the same").isFalse();
    assertThat(logins().say(Set.of(), later(19))).as("another worker has none").isFalse();
    assertThat(orders()).isFalse();

    assertThat(logins().say(Set.of(), later(20))).isTrue();
    assertThat(orders()).isTrue();
  }

  @Test
  void leavesARuleThatSaysWhoMayOrderWhat() {
    register(HUB.limitedTo(new OrderLimits(List.of("**"), List.of("*"))));
    boolean _ = logins().say(SOURCE, START);

    assertThat(orders()).isTrue();
    assertThat(logins().unlimited()).isEmpty();
  }

  @Test
  void isForgottenByNoRegistrationAndWrittenIntoNoRule() {
    register(HUB);
    boolean _ = logins().say(SOURCE, START);
    register(HUB);

    assertThat(orders()).isFalse();
    assertThat(logins().unlimited()).containsExactly(HUB);
    assertThat(logins().all()).isEqualTo(SOURCE);
  }

  @Test
  void saysInWhyThatNobodyMayOrderIt() {
    assertThat(HUB.limitedTo(OrderLimits.NOBODY).limits())
        .hasToString(
            "nobody, for the worker has a login for its source and nobody said who may order what");
  }

  private LentLogins logins() {
    return ledger.lentLogins();
  }

  private boolean orders() {
    return ledger
        .sql()
        .read(
            "ask",
            () ->
                new Rules(ledger.sql(), new Json(), new Logins(ledger.sql()))
                    .all()
                    .order(APP.repository(), APP.repository(), ANY));
  }

  private void register(MirrorRule rule) {
    Registration.Changes _ = configure(List.of(stage()), List.of(rule));
  }

  private static Instant later(int minutes) {
    return START.plus(Duration.ofMinutes(minutes)).plusSeconds(1);
  }
}

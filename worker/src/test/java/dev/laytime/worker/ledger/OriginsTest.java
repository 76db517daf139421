package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.ledger.Origins;
import dev.laytime.lifecycle.LifeState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where images came from, as their lives remember it. */
class OriginsTest extends LedgerTest {

  private static final Reference UPSTREAM = Reference.parse("docker.io/library/app:1");

  private final Origins origins = ledger.origins();

  @BeforeEach
  void register() {
    configure(stage());
  }

  @Test
  void areTheRepositoriesThatLivesBroughtThemFrom() {
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST, START, UPSTREAM, List.of()));

    assertThat(origins.of(APP.repository(), DIGEST)).contains(UPSTREAM.repository());
    assertThat(origins.of(APP.repository(), digest(7))).as("another image").isEmpty();
    assertThat(origins.of(UPSTREAM.repository(), DIGEST)).as("another repository").isEmpty();
  }

  @Test
  void areNoneWhereAnImageWasPushedOrOnlyGotAnotherName() {
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));
    assertThat(origins.of(APP.repository(), DIGEST)).isEmpty();

    activities.remember(
        life(
            APP,
            2,
            new LifeState.Present(),
            DIGEST,
            START,
            APP.repository().pinned(DIGEST),
            List.of()));
    assertThat(origins.of(APP.repository(), DIGEST)).isEmpty();
  }
}

package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.ledger.RememberedHosts.Hosts;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedHostsTest extends LedgerTest {

  private static final Hosts FIRST = new Hosts(Set.of("quay.io", "a.test:5000"), Set.of());

  @Test
  void areThoseOfTheFirstTimeAlone() {
    RememberedHosts hosts = ledger.rememberedHosts();
    assertThat(hosts.find("image-operator")).isEmpty();

    assertThat(hosts.remember("image-operator", FIRST)).isEqualTo(FIRST);
    assertThat(hosts.remember("image-operator", new Hosts(Set.of(), Set.of("evil.test"))))
        .isEqualTo(FIRST);
    assertThat(ledger.rememberedHosts().find("image-operator")).contains(FIRST);
    assertThat(hosts.find("other")).isEmpty();
  }

  @Test
  void areRememberedToBeNone() {
    Hosts none = new Hosts(Set.of(), Set.of());
    ledger.rememberedHosts().remember("image-operator", none);

    assertThat(ledger.rememberedHosts().remember("image-operator", FIRST)).isEqualTo(none);
  }
}

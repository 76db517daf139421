package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnersTest {

  private final AtomicLong now = new AtomicLong();

  @Test
  void closesWhatWasGivenUpWhenNobodyCanHaveItAnyMore() {
    try (Owners owners = new Owners(now::get)) {
      owners.giveUp(transport());
      now.addAndGet(Duration.ofMinutes(50).toNanos());
      owners.giveUp(transport());
      assertThat(owners.open()).isEqualTo(2);

      now.addAndGet(Duration.ofMinutes(11).toNanos());
      owners.giveUp(transport());
      assertThat(owners.open()).isEqualTo(2);
    }
  }

  @Test
  void seesThatAWayIsAnother() {
    try (Owners owners = new Owners(now::get)) {
      assertThat(owners.isAnother(way("a", 1))).isFalse();
      assertThat(owners.isAnother(way("b", 2))).isFalse();
      assertThat(owners.isAnother(way("a", 1))).isFalse();
      assertThat(owners.isAnother(way("a", 2))).isTrue();
      assertThat(owners.isAnother(way("a", 2))).isFalse();
      owners.leave("a");
      assertThat(owners.isAnother(way("a", 3))).isFalse();
    }
  }

  @Test
  void forgetsWhatWasSeenForAnOwner() {
    try (Owners owners = new Owners(now::get)) {
      RegistryMemory seen = owners.memory("a");
      assertThat(owners.memory("a")).isSameAs(seen);
      assertThat(owners.memory("b")).isNotSameAs(seen);

      owners.forget("a");
      assertThat(owners.memory("a")).isNotSameAs(seen);
    }
  }

  private static SourceWay way(String owner, int edition) {
    return new SourceWay(owner, edition, Credentials.NONE, null, null);
  }

  private static Transport transport() {
    Endpoint endpoint =
        new Endpoint("r.test", URI.create("https://r.test"), "r.test", TlsFiles.NONE);
    return new Transport(
        endpoint,
        "test",
        Access.READING,
        Proxies.NONE,
        FreeToll::of,
        new FakeNames().guard(endpoint));
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Docker Hub says of how often we may pull, by one HEAD. */
class PullQuotaTest {

  private CannedServer hub;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    hub = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  }

  @AfterEach
  void stop() {
    client.close();
    hub.close();
  }

  @Test
  void isReadOffTheAnswerToAHead() throws IOException {
    hub.otherwise(
        200,
        Map.of(
            "Ratelimit-Limit", "100;w=21600",
            "Ratelimit-Remaining", "76;w=21600",
            "Docker-Ratelimit-Source", "192.0.2.7"));

    assertThat(quota()).contains(new PullQuota(100, 76, "192.0.2.7"));
    assertThat(hub.seen).extracting(CannedServer.Seen::method).containsOnly("HEAD");
  }

  @Test
  void isUnknownWhereNothingIsSaid() throws IOException {
    hub.otherwise(200, Map.of());

    assertThat(quota()).isEmpty();
  }

  @Test
  void namesNobodyByWhatIsNoNameForALabel() throws IOException {
    hub.otherwise(
        200,
        Map.of(
            "RateLimit-Limit", "100",
            "RateLimit-Remaining", "0",
            "Docker-RateLimit-Source", "a\"} b"));

    assertThat(quota()).contains(new PullQuota(100, 0, ""));
  }

  @Test
  void isNotReadOffARefusal() {
    hub.otherwise(500, Map.of());

    assertThatThrownBy(this::quota).isInstanceOf(RegistryException.class);
  }

  @Test
  void isScarceOnceAFifthOfItIsLeft() throws IOException {
    assertThat(client.isScarce(hub.address())).as("nothing is known").isFalse();
    hub.otherwise(200, left("21"));
    assertThat(quota()).isPresent();
    assertThat(client.isScarce(hub.address())).isFalse();
    hub.otherwise(200, left("20"));
    assertThat(quota()).isPresent();
    assertThat(client.isScarce(hub.address())).isTrue();
  }

  private static Map<String, String> left(String number) {
    return Map.of("RateLimit-Limit", "100;w=21600", "RateLimit-Remaining", number + ";w=21600");
  }

  private Optional<PullQuota> quota() throws IOException {
    return client
        .source(Repository.parse(hub.address() + "/ratelimitpreview/test"))
        .quota(Tag.LATEST);
  }
}

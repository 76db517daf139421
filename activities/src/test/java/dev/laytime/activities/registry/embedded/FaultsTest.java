package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest extends RegistryTest {

  private static final String MANIFEST = "/v2/app/manifests/v1";
  private static final String BLOB = "/v2/app/blobs/" + LAYER.digest();

  @BeforeEach
  void push() {
    pushImage("app", "v1");
  }

  @Test
  void hasTooManyRequestsForAWhile() {
    inject(FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofSeconds(7))));

    HttpResponse<String> response = client.get(MANIFEST);

    assertRefused(response, 429, "TOOMANYREQUESTS");
    assertThat(header(response, "Retry-After")).isEqualTo("7");
  }

  @Test
  void hasTooManyRequestsUntilADate() {
    Instant date = Instant.parse("2026-11-01T08:49:37Z");
    inject(FaultRule.always(Fault.TooManyRequests.retryAt(date)));

    assertThat(header(client.get(MANIFEST), "Retry-After"))
        .isEqualTo("Sun, 01 Nov 2026 08:49:37 GMT");
  }

  @Test
  void hasTooManyRequestsAndDoesNotSayForHowLong() {
    inject(FaultRule.always(new Fault.TooManyRequests(null)));

    assertThat(client.get(MANIFEST).headers().map()).doesNotContainKey("retry-after");
  }

  @Test
  void isBrokenAndDoesNothing() {
    inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("DELETE")));

    assertThat(client.delete(MANIFEST).statusCode()).isEqualTo(503);
    assertThat(statusOf(MANIFEST)).isEqualTo(200);
  }

  @Test
  void strikesSoManyTimes() {
    inject(FaultRule.always(new Fault.ServerError(500)).times(2));

    assertThat(statusOf(MANIFEST)).isEqualTo(500);
    assertThat(statusOf(MANIFEST)).isEqualTo(500);
    assertThat(statusOf(MANIFEST)).isEqualTo(200);
  }

  @Test
  void strikesOnlyWhatMatches() {
    inject(
        FaultRule.always(new Fault.ServerError(502))
            .on(RequestMatcher.method("GET").and(RequestMatcher.path("/blobs/"))));

    assertThat(statusOf(BLOB)).isEqualTo(502);
    assertThat(client.head(BLOB).statusCode()).isEqualTo(200);
    assertThat(statusOf(MANIFEST)).isEqualTo(200);
  }

  @Test
  void cutsTheConnectionAfterSomeBytes() {
    inject(FaultRule.always(new Fault.Truncated(4)).times(1));

    assertThatThrownBy(() -> client.get(BLOB))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasStackTraceContaining("fixed content-length: 10, bytes received: 4");
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void neverSendsAllOfATruncatedBody() {
    inject(FaultRule.always(new Fault.Truncated(1000)).times(1));

    assertThatThrownBy(() -> client.get(BLOB)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void sendsTheWrongBytes() {
    inject(FaultRule.always(new Fault.WrongBytes()).times(1));

    assertThat(client.head(BLOB).statusCode()).as("has no body to damage").isEqualTo(200);
    HttpResponse<String> response = client.get(BLOB);

    assertThat(response.body()).hasSize(10).isNotEqualTo(LAYER.text());
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void isSlowBothWays() {
    inject(FaultRule.always(new Fault.Slow(5)).on(RequestMatcher.path("/blobs/")));

    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    client.pushBlob("app", LAYER);
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void refusesFaultsThatAreNone() {
    assertThatThrownBy(() -> new Fault.Slow(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Fault.ServerError(404))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void inject(FaultRule rule) {
    registry.behaviours().inject(rule);
  }
}

package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.layout.Samples;
import dev.laytime.activities.registry.layout.Samples.Content;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehavioursTest extends RegistryTest {

  private static final String MANIFESTS = "/v2/app/manifests/";
  private static final Duration DELAY = Duration.ofSeconds(30);

  @Test
  void collectsWhatNoTagLeadsTo() {
    registry.behaviours().turnOn(new Behaviour.CollectsUntagged(DELAY));
    pushIndex("app", "v1");
    client.delete(MANIFESTS + "v1");

    time.pause(DELAY.minusMillis(1));
    assertThat(statusOf(MANIFESTS + INDEX.digest())).isEqualTo(200);
    time.pause(Duration.ofMillis(1));

    assertThat(statusOf(MANIFESTS + INDEX.digest())).isEqualTo(404);
    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(404);
  }

  @Test
  void collectsNothingThatATagLeadsTo() {
    registry.behaviours().turnOn(new Behaviour.CollectsUntagged(DELAY));
    pushIndex("app", "v1");
    Content referrer = Samples.image(CONFIG, LAYER, Samples.subject(IMAGE));
    client.pushManifest("app", referrer.digest().value(), referrer);

    time.pause(DELAY.multipliedBy(2));

    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(200);
    assertThat(statusOf(MANIFESTS + referrer.digest())).isEqualTo(200);
  }

  @Test
  void startsTheDelayAnewForWhatWasTaggedMeanwhile() {
    registry.behaviours().turnOn(new Behaviour.CollectsUntagged(DELAY));
    pushImage("app", "v1");
    client.delete(MANIFESTS + "v1");
    time.pause(DELAY.minusSeconds(1));
    client.pushManifest("app", "v1", IMAGE);
    client.delete(MANIFESTS + "v1");

    time.pause(Duration.ofSeconds(2));

    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(200);
  }

  @Test
  void deletesAManifestWithItsLastTag() {
    registry.behaviours().turnOn(new Behaviour.LastTagDeletesManifest());
    pushImage("app", "v1");
    client.pushManifest("app", "v2", IMAGE);

    client.delete(MANIFESTS + "v1");
    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(200);
    client.delete(MANIFESTS + "v2");

    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405})
  void refusesToDeleteTags(int status) {
    registry.behaviours().turnOn(new Behaviour.RefusesTagDeletion(status));
    pushImage("app", "v1");

    assertRefused(client.delete(MANIFESTS + "v1"), status, "UNSUPPORTED");
    assertThat(statusOf(MANIFESTS + "v1")).isEqualTo(200);
    assertThat(client.delete(MANIFESTS + IMAGE.digest()).statusCode()).isEqualTo(202);
    assertThatThrownBy(() -> new Behaviour.RefusesTagDeletion(403))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToMoveATagThatIsImmutable() {
    registry.behaviours().turnOn(new Behaviour.ImmutableTags());
    pushImage("app", "v1");

    assertRefused(client.putManifest("app", "v1", OTHER), 400, "DENIED");
    client.pushManifest("app", "v1", IMAGE);
    client.pushManifest("app", "v2", OTHER);

    assertThat(client.get(MANIFESTS + "v1").body()).isEqualTo(IMAGE.text());
  }

  @Test
  void refusesToDeleteAChild() {
    registry.behaviours().turnOn(new Behaviour.RefusesChildDeletion());
    pushIndex("app", "v1");

    assertRefused(client.delete(MANIFESTS + IMAGE.digest()), 405, "DENIED");
    client.delete(MANIFESTS + INDEX.digest());

    assertThat(client.delete(MANIFESTS + IMAGE.digest()).statusCode()).isEqualTo(202);
  }

  @Test
  void hasNoReferrersApi() {
    registry.behaviours().turnOn(new Behaviour.NoReferrersApi());
    pushImage("app", "v1");
    Content referrer = Samples.image(CONFIG, LAYER, Samples.subject(IMAGE));

    HttpResponse<String> pushed = client.putManifest("app", "referrer", referrer);

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(header(pushed, "OCI-Subject")).isEmpty();
    assertThat(statusOf("/v2/app/referrers/" + IMAGE.digest())).isEqualTo(404);
  }

  @Test
  void behavesAgainWhenTurnedOff() {
    pushImage("app", "v1");
    registry.behaviours().turnOn(new Behaviour.RefusesTagDeletion(405));
    registry.behaviours().turnOff(Behaviour.RefusesTagDeletion.class);

    assertThat(client.delete(MANIFESTS + "v1").statusCode()).isEqualTo(202);

    registry.behaviours().turnOn(new Behaviour.NoReferrersApi());
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(500)));
    registry.behaviours().clear();
    assertThat(statusOf("/v2/app/referrers/" + IMAGE.digest())).isEqualTo(200);
  }
}

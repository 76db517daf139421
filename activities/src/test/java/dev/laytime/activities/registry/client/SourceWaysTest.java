package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose login a mirror's source is shown. */
class SourceWaysTest {

  private final Map<String, SourceWay> ways = new HashMap<>();
  private final Credentials worker =
      place -> Optional.of(new Credential.UsernamePassword("worker", "x"));
  private CannedServer registry;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = new CannedServer();
    registry.answer(
        "/v2/app/manifests/latest", 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
    client =
        new RegistryClient(
            ClientSettings.of(List.of(), worker)
                .asking((mirror, source) -> Optional.ofNullable(ways.get(mirror))));
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void showsAMirrorsOwnLoginForThatMirrorAlone() {
    ways.put("a", secret("a", "anna"));
    ways.put("b", secret("b", "bo"));

    for (String mirror : new String[] {"a", "b", "other", "a"}) {
      var _ = asked(mirror);
    }
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .filteredOn(header -> header != null)
        .startsWith(basic("anna"), basic("bo"), basic("worker"))
        .endsWith(basic("anna"));
  }

  @Test
  void isNobodyWhereAMirrorHasAWayWithoutALogin() {
    ways.put("a", new SourceWay("nobody", Credentials.NONE, null));

    assertThat(asked("a").type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(registry.seen).extracting(CannedServer.Seen::authorization).containsOnlyNulls();
  }

  @Test
  void asksNobodyWhereTheWayIsNotKnown() {
    RegistryException unknown =
        new RegistryException(FailureType.UNAVAILABLE, "look", "it is not known", "wait");
    try (RegistryClient other =
        new RegistryClient(
            ClientSettings.of(List.of(), worker)
                .asking((mirror, source) -> {
                  throw unknown;
                }))) {
      assertThat(
              catchThrowableOfType(
                  RegistryException.class, () -> other.sourceOf("a", repository())))
          .isSameAs(unknown);
    }
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void givesUpWhatAnOwnerHadWhereItsWayIsAnother() {
    ways.put("a", secret("a", "anna"));
    var _ = asked("a");
    var _ = asked("a");
    assertThat(client.owned()).isEqualTo(1);

    SourceWay other = secret("a", "bo");
    ways.put("a", new SourceWay("a", 2, other.credentials(), null, null));
    var _ = asked("a");

    assertThat(client.owned()).as("the first has gone").isEqualTo(1);
    assertThat(registry.seen.getLast().authorization()).isEqualTo(basic("bo"));
  }

  @Test
  void keepsNothingOfAnOwnerWhoIsGone() {
    ways.put("a", secret("a", "anna"));
    ways.put("b", secret("b", "bo"));
    var _ = asked("a");
    var _ = asked("b");

    client.leave("a");
    client.leave("nobody");

    assertThat(client.owned()).isEqualTo(1);
    ways.put("a", secret("a", "ann"));
    var _ = asked("a");
    assertThat(registry.seen.getLast().authorization()).isEqualTo(basic("ann"));
    assertThat(client.owned()).isEqualTo(2);
  }

  /** Whoever reads a large image is not to lose it. */
  @Test
  void lendsWhatIsGivenUpToWhoHasIt() throws Exception {
    registry.answer("/v2/app/manifests/latest", 404, Map.of(), "");
    ways.put("a", secret("a", "anna"));
    RemoteRepository held = client.sourceOf("a", repository());
    assertThat(held.find(Tag.LATEST)).isEmpty();

    client.leave("a");

    assertThat(held.find(Tag.LATEST)).isEmpty();
  }

  @Test
  void showsASecretToTheRegistryThatItIsFor() throws IOException {
    PullSecretText secret =
        new PullSecretText(
            "s",
            "quay.io",
            () -> new PullSecretText.Edition(1, "{\"auths\":{\"*.io\":{\"auth\":\"YTpi\"}}}"));

    assertThat(secret.of(new Credentials.Place("quay.io", "x")))
        .contains(new Credential.UsernamePassword("a", "b"));
    assertThat(secret.of(new Credentials.Place("ghcr.io", "x"))).isEmpty();
    assertThat(secret.now().get()).asString().doesNotContain("YTpi");
  }

  @Test
  void quotesNothingOfASecretThatIsNone() {
    PullSecretText secret =
        new PullSecretText("s", "quay.io", () -> new PullSecretText.Edition(1, "{secret"));

    assertThat(
            catchThrowableOfType(
                RegistryException.class, () -> secret.of(new Credentials.Place("quay.io", "x"))))
        .hasMessageContaining("s is unreadable: it is no JSON")
        .hasMessageNotContaining("{secret");
  }

  private SourceWay secret(String owner, String username) {
    String text =
        "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"x\"}}}"
            .formatted(registry.address(), username);
    return new SourceWay(
        owner,
        new PullSecretText(owner, registry.address(), () -> new PullSecretText.Edition(1, text)),
        null);
  }

  private RegistryException asked(String mirror) {
    return catchThrowableOfType(
        RegistryException.class, () -> client.sourceOf(mirror, repository()).find(Tag.LATEST));
  }

  private Repository repository() {
    return Repository.parse(registry.address() + "/app");
  }

  private static String basic(String username) {
    return "Basic "
        + Base64.getEncoder().encodeToString((username + ":x").getBytes(StandardCharsets.UTF_8));
  }
}

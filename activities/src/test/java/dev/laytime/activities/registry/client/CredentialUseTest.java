package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often we ask who we are: a helper is a program, and some want a person's finger. */
class CredentialUseTest {

  private static final Descriptor BLOB =
      new Descriptor("x", Digest.of("sha256", "ab".repeat(32)), 5, null);

  private final CountingCredentials credentials = new CountingCredentials();
  private CannedServer registry;
  private RegistryClient client;

  @BeforeEach
  void startServer() throws IOException {
    registry = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), credentials));
  }

  @AfterEach
  void stopServer() {
    client.close();
    registry.close();
  }

  @Test
  void asksOnceForManyRequestsWithAPassword() throws IOException {
    challenge("Basic realm=\"r\"");
    RemoteRepository app = refusedOnce();
    assertThat(credentials.asked).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      app.has(BLOB);
    }
    assertThat(credentials.asked).isEqualTo(1);
    assertThat(registry.seen.getLast().authorization()).isEqualTo("Basic YW5uYToxeA==");
  }

  @Test
  void asksAnewAfterARefusalAndInAnotherEdition() throws IOException {
    challenge("Basic realm=\"r\"");
    RemoteRepository app = refusedOnce();
    refusedOnce();
    assertThat(credentials.asked).as("the password may have changed").isEqualTo(2);
    credentials.edition = "after a login";
    app.has(BLOB);
    assertThat(credentials.asked).isEqualTo(3);
    assertThat(registry.seen.getLast().authorization()).isEqualTo("Basic YW5uYTozeA==");
  }

  @Test
  void asksOncePerTokenThatItFetches() throws IOException {
    challenge("Bearer realm=\"http://%s/token\"".formatted(registry.address()));
    registry.answer("/token?scope=repository%3Aapp%3Apull", 200, "{\"token\":\"t\"}");
    registry.answer("/token?scope=repository%3Aother%3Apull", 200, "{\"token\":\"o\"}");
    RemoteRepository app = refusedOnce();
    for (int i = 0; i < 5; i++) {
      app.has(BLOB);
    }
    assertThat(credentials.asked).isEqualTo(1);
    client.source(Repository.parse(registry.address() + "/other")).has(BLOB);
    assertThat(credentials.asked).isEqualTo(2);
    credentials.edition = "after a login";
    app.has(BLOB);
    assertThat(credentials.asked).as("the token was another user's").isEqualTo(3);
  }

  @Test
  void takesTheTokenByItsOtherNameWhereTheFirstIsEmpty() throws IOException {
    challenge("Bearer realm=\"http://%s/token\"".formatted(registry.address()));
    registry.answer(
        "/token?scope=repository%3Aapp%3Apull", 200, "{\"token\":\"\",\"access_token\":\"t\"}");
    refusedOnce().has(BLOB);
    assertThat(registry.seen.getLast().authorization()).isEqualTo("Bearer t");
  }

  @Test
  void showsEachRepositoryTheCredentialOfItsNamespace() throws IOException {
    Credentials apart =
        new Credentials() {
          @Override
          public Optional<Credential> of(Place place) {
            return Optional.of(new Credential.UsernamePassword(place.repository(), "x"));
          }

          @Override
          public boolean tellsRepositoriesApart(String registry) {
            return true;
          }
        };
    challenge("Basic realm=\"r\"");
    try (RegistryClient other = new RegistryClient(ClientSettings.of(List.of(), apart))) {
      RemoteRepository app = other.source(Repository.parse(registry.address() + "/app"));
      assertThat(catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST)))
          .isNotNull();
      var _ = other.catalog(registry.address()).list(() -> {});
      other.source(Repository.parse(registry.address() + "/team/x")).has(BLOB);
      app.has(BLOB);
    }
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, basic("app"), basic(""), basic("team/x"), basic("app"));
  }

  @Test
  void showsTheCredentialThatIsConfiguredForTheRegistryBeforeAnyOther(@TempDir Path directory)
      throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "first\n");
    RegistrySettings settings =
        new RegistrySettings(registry.address(), null, null).as(new PasswordFile("bo", password));
    challenge("Basic realm=\"r\"");
    try (RegistryClient own =
        new RegistryClient(ClientSettings.of(List.of(settings), credentials))) {
      RemoteRepository app = own.source(Repository.parse(registry.address() + "/app"));
      assertThat(catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST)))
          .isNotNull();
      Files.writeString(password, "rotated");
      app.has(BLOB);
    }
    assertThat(credentials.asked).isZero();
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, basic("bo", "first"), basic("bo", "rotated"));
  }

  private static String basic(String username) {
    return basic(username, "x");
  }

  private static String basic(String username, String password) {
    return Authentication.basic(new Credential.UsernamePassword(username, password));
  }

  private void challenge(String challenge) {
    registry.answer("/v2/app/manifests/latest", 401, Map.of("WWW-Authenticate", challenge), "");
  }

  private RemoteRepository refusedOnce() {
    RemoteRepository app = client.source(Repository.parse(registry.address() + "/app"));
    assertThat(catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST)))
        .isNotNull();
    return app;
  }

  /** Another password at every question. */
  private static final class CountingCredentials implements Credentials {

    private int asked;
    private Object edition = "first";

    @Override
    public Optional<Credential> of(Place place) {
      asked++;
      return Optional.of(new Credential.UsernamePassword("anna", asked + "x"));
    }

    @Override
    public Object edition() {
      return edition;
    }
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {

  private static final Credential ANNA = new Credential.UsernamePassword("anna", "se:cret");
  private static final String AUTH = "\"auth\":\"YW5uYTpzZTpjcmV0\"";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "ghcr.io,                        ghcr.io",
    "https://ghcr.io/v1/,            ghcr.io",
    "GHCR.io,                        ghcr.io",
    "https://index.docker.io/v1/,    docker.io",
    "docker.io,                      docker.io",
    "localhost:5000,                 localhost:5000",
  })
  void findsARegistryHoweverItsKeyIsWritten(String key, String registry) throws IOException {
    write("{\"auths\":{\"" + key + "\":{" + AUTH + "}}}");
    assertThat(config().of(whole(registry))).contains(ANNA);
  }

  @Test
  void hasNothingForAnotherRegistry() throws IOException {
    write("{\"auths\":{\"ghcr.io\":{" + AUTH + "}}}");
    assertThat(config().of(whole("ghcr.io.evil.test"))).isEmpty();
    assertThat(config().of(whole("ghcr.io:444"))).isEmpty();
  }

  @Test
  void knowsAnIdentityTokenAndAPlainPair() throws IOException {
    write(
        "{\"auths\":{\"a.test\":{"
            + AUTH
            + ",\"identitytoken\":\"t\"},"
            + "\"b.test\":{\"username\":\"anna\",\"password\":\"se:cret\"},\"c.test\":{}}}");
    assertThat(config().of(whole("a.test"))).contains(new Credential.IdentityToken("t"));
    assertThat(config().of(whole("b.test"))).contains(ANNA);
    assertThat(config().of(whole("c.test"))).isEmpty();
  }

  @Test
  void looksInDockerConfigBeforeHome() throws IOException {
    write("{\"auths\":{\"ghcr.io\":{" + AUTH + "}}}");
    Map<String, String> environment =
        Map.of("DOCKER_CONFIG", directory.toString(), "HOME", "/nowhere");
    assertThat(DockerConfig.fromEnvironment(environment).of(whole("ghcr.io"))).contains(ANNA);
    Files.createDirectories(directory.resolve("home/.docker"));
    Files.copy(directory.resolve("config.json"), directory.resolve("home/.docker/config.json"));
    assertThat(
            DockerConfig.fromEnvironment(Map.of("HOME", directory.resolve("home").toString()))
                .of(whole("ghcr.io")))
        .contains(ANNA);
  }

  @Test
  void doesNotPassOverAHelperThatMayHaveACredential() throws IOException {
    write("{\"auths\":{\"https://index.docker.io/v1/\":{}},\"credsStore\":\"not-there\"}");
    assertThatThrownBy(() -> config().of(whole("docker.io")))
        .hasMessageContaining("docker-credential-not-there")
        .hasMessageContaining("https://index.docker.io/v1/");
    write("{\"credHelpers\":{\"x.test\":\"not-there\"},\"auths\":{\"y.test\":{" + AUTH + "}}}");
    assertThatThrownBy(() -> config().of(whole("x.test"))).hasMessageContaining("not-there");
    assertThat(config().of(whole("y.test"))).contains(ANNA);
  }

  @Test
  void givesOneNamespacesSecretToNoOther() throws IOException {
    write("{\"auths\":{\"quay.io/team\":{" + AUTH + "}}}");
    assertThat(config().of(whole("quay.io"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"team, team", "team/app/xx, team", "team/app/x/empty, x", "teams/app, host"})
  void takesTheKeyThatNamesARepositoryMostClosely(String repository, String whose)
      throws IOException {
    write(
        """
        {"auths": {
          "quay.io": {"username": "host", "password": "p"},
          "quay.io/team": {"username": "team", "password": "p"},
          "quay.io/team/app/x/": {"username": "x", "password": "p"},
          "quay.io/team/app/x/empty": {}}}
        """);
    assertThat(config().of(new Credentials.Place("quay.io", repository)).map(Credential::login))
        .contains(whose);
    assertThat(config().tellsRepositoriesApart("quay.io")).isTrue();
    assertThat(config().tellsRepositoriesApart("ghcr.io")).isFalse();
  }

  @Test
  void takesANamespacesEntryBeforeAHelperThatKnowsNone() throws IOException {
    write(
        "{\"credHelpers\":{\"quay.io\":\"not-there\"},\"auths\":{\"quay.io/team\":{"
            + AUTH
            + "}}}");
    assertThat(config().of(new Credentials.Place("quay.io", "team/app"))).contains(ANNA);
    assertThatThrownBy(() -> config().of(new Credentials.Place("quay.io", "other")))
        .hasMessageContaining("not-there");
  }

  @Test
  void asksNoHelperWhereItsNameIsEmpty() throws IOException {
    write(
        "{\"credHelpers\":{\"a.test\":\"\"},\"credsStore\":\"\",\"auths\":{\"a.test\":{"
            + AUTH
            + "}}}");
    assertThat(config().of(whole("a.test"))).contains(ANNA);
  }

  @Test
  void isOfAnotherEditionAfterALogin() throws IOException {
    DockerConfig config = config();
    Object none = config.edition();
    write("{\"auths\":{}}");
    Object first = config.edition();
    assertThat(config.edition()).isEqualTo(first).isNotEqualTo(none);
    write("{\"auths\":{\"ghcr.io\":{" + AUTH + "}}}");
    assertThat(config.edition()).isNotEqualTo(first);
  }

  @Test
  void asksAHelperForDockersHubByTheNameThatDockerKeepsItUnder() throws IOException {
    write("{\"credsStore\":\"not-there\"}");
    assertThatThrownBy(() -> config().of(whole("registry-1.docker.io")))
        .hasMessageContaining("https://index.docker.io/v1/");
  }

  @Test
  void isEmptyWhereThereIsNoFile() throws IOException {
    assertThat(config().of(whole("ghcr.io"))).isEqualTo(Optional.empty());
    assertThat(DockerConfig.fromEnvironment(Map.of()).of(whole("ghcr.io"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auths\":{\"ghcr.io\":{\"auth\":\"secret!\"}}}",
        "{\"auths\":{\"ghcr.io\":{\"auth\":\"c2VjcmV0\"}}}",
        "{\"auths\": secret",
      })
  void failsWithoutShowingASecretWhereTheFileIsBroken(String json) throws IOException {
    write(json);
    assertThatThrownBy(() -> config().of(whole("ghcr.io")))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("config.json is unreadable")
        .hasMessageNotContaining("secret");
  }

  @Test
  void neverShowsASecret() {
    assertThat(ANNA.toString()).doesNotContain("cret");
    assertThat(new Credential.IdentityToken("secret").toString()).doesNotContain("secret");
  }

  private static Credentials.Place whole(String registry) {
    return new Credentials.Place(registry, "any");
  }

  private DockerConfig config() {
    return DockerConfig.at(directory.resolve("config.json"));
  }

  private void write(String json) throws IOException {
    Files.writeString(directory.resolve("config.json"), json);
  }
}

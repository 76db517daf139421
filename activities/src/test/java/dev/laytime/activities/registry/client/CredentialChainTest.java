package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the places where people leave their logins answers. */
class CredentialChainTest {

  private static final String HOST = "quay.io";

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void liveIn() {
    environment.put("HOME", directory.resolve("home").toString());
  }

  @Test
  void hasNothingWhereNobodyLoggedIn() throws IOException {
    assertThat(who(HOST)).isEmpty();
    assertThat(CredentialChain.fromEnvironment(Map.of()).of(place(HOST))).isEmpty();
  }

  @Test
  void prefersTheVariableThenDockersFileThenTheSessionsThenTheUsers() throws IOException {
    environment.put("XDG_RUNTIME_DIR", directory.resolve("run").toString());
    login("home/.config/containers/auth.json", "user");
    assertThat(who(HOST)).contains("user");
    login("run/containers/auth.json", "session");
    assertThat(who(HOST)).contains("session");
    login("home/.docker/config.json", "docker");
    assertThat(who(HOST)).contains("docker");
    environment.put("DOCKER_AUTH_CONFIG", document(HOST, "variable"));
    assertThat(who(HOST)).contains("variable");
  }

  @Test
  void looksInNoOtherContainersFileThanTheOneThatIsNamed() throws IOException {
    login("home/.config/containers/auth.json", "user");
    environment.put("REGISTRY_AUTH_FILE", directory.resolve("named.json").toString());
    assertThat(who(HOST)).isEmpty();
    login("named.json", "named");
    assertThat(who(HOST)).contains("named");
  }

  @Test
  void looksWhereConfigurationIsKept() throws IOException {
    environment.put("XDG_CONFIG_HOME", directory.resolve("etc").toString());
    login("etc/containers/auth.json", "user");
    assertThat(who(HOST)).contains("user");
  }

  @Test
  void takesAnotherSourceForARegistryThatTheFirstDoesNotKnow() throws IOException {
    login("home/.docker/config.json", "docker");
    environment.put("DOCKER_AUTH_CONFIG", document("ghcr.io", "variable"));
    assertThat(who("ghcr.io")).contains("variable");
    assertThat(who(HOST)).contains("docker");
  }

  @Test
  void isOfAnotherEditionWhenAnyOfItsFilesChanges() throws IOException {
    CredentialChain chain = CredentialChain.fromEnvironment(environment);
    Object before = chain.edition();
    assertThat(chain.edition()).isEqualTo(before);
    login("home/.config/containers/auth.json", "user");
    assertThat(chain.edition()).isNotEqualTo(before);
  }

  @Test
  void tellsRepositoriesApartWhereAnyOfItsFilesDoes() throws IOException {
    environment.put("DOCKER_AUTH_CONFIG", document("ghcr.io", "variable"));
    write("home/.config/containers/auth.json", document(HOST + "/team", "team"));
    CredentialChain chain = CredentialChain.fromEnvironment(environment);
    assertThat(chain.tellsRepositoriesApart(HOST)).isTrue();
    assertThat(chain.tellsRepositoriesApart("ghcr.io")).isFalse();
  }

  @Test
  void showsNothingOfAVariableThatItCannotRead() {
    environment.put("DOCKER_AUTH_CONFIG", "{\"auths\": secret");
    CredentialChain chain = CredentialChain.fromEnvironment(environment);
    assertThatThrownBy(() -> chain.of(place(HOST)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("DOCKER_AUTH_CONFIG is unreadable")
        .hasMessageNotContaining("secret");
    assertThat(chain.toString()).doesNotContain("secret");
  }

  private Optional<String> who(String registry) throws IOException {
    return CredentialChain.fromEnvironment(environment).of(place(registry)).map(Credential::login);
  }

  private static Credentials.Place place(String registry) {
    return new Credentials.Place(registry, "team/app");
  }

  private void login(String file, String username) throws IOException {
    write(file, document(HOST, username));
  }

  private void write(String file, String json) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.resolve("..").normalize());
    Files.writeString(path, json);
  }

  private static String document(String key, String username) {
    return "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"p\"}}}".formatted(key, username);
  }
}

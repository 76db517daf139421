package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pull secrets and passwords as files, as they are mounted into a pod. */
class MountedSecretsTest {

  private static final Credentials.Place APP = new Credentials.Place("quay.io", "team/app");

  @TempDir Path directory;

  @Test
  void readsAPullSecretOfEitherFormAsAFileOrWhereItIsMounted() throws IOException {
    Path newer = write(".dockerconfigjson", "{\"auths\":" + entry("quay.io", "newer") + "}");
    assertThat(who(newer)).contains("newer");
    assertThat(who(directory)).contains("newer");
    Files.delete(newer);
    Path older = write(".dockercfg", entry("https://quay.io/v1/", "older"));
    assertThat(who(older)).contains("older");
    assertThat(who(directory)).contains("older");
  }

  @ParameterizedTest
  @CsvSource({
    "*.registry.test,      a.registry.test,      true",
    "*.registry.test,      registry.test,        false",
    "*.registry.test,      a.b.registry.test,    false",
    "*.registry.test,      a.registry.test:5000, false",
    "*.registry.test:5000, a.registry.test:5000, true",
    "r*.test/team,         registry.test,        true",
    "r*.test/teams,        registry.test,        false",
    "r.gistry.test,        registry.test,        false",
  })
  void takesStarsInHostsAsKubernetesDoes(String key, String registry, boolean holds)
      throws IOException {
    PullSecret secret = new PullSecret(write("s", "{\"auths\":" + entry(key, "anna") + "}"));
    assertThat(secret.of(new Credentials.Place(registry, "team/app")).isPresent()).isEqualTo(holds);
  }

  @Test
  void runsNoProgramThatAPullSecretNames() throws IOException {
    Path secret = write("s", "{\"credsStore\":\"not-there\",\"auths\":{}}");
    assertThat(new PullSecret(secret).of(APP)).isEmpty();
  }

  @Test
  void failsWhereAPullSecretIsNotThere() {
    assertThatThrownBy(() -> who(directory))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining(directory + " is unreadable");
    assertThatThrownBy(() -> who(directory.resolve("gone")))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void showsNothingOfAPullSecretThatItCannotRead() throws IOException {
    Path secret = write("s", "{\"auths\": secret");
    assertThatThrownBy(() -> who(secret))
        .hasMessageContaining("it is no JSON")
        .hasMessageNotContaining("secret\"");
  }

  /** As a kubelet rotates them: the files stay, and the link that they lead through moves. */
  @Test
  void isOfAnotherEditionWhenAMountedSecretIsRotated() throws IOException {
    for (String version : new String[] {"1", "2"}) {
      Files.createDirectories(directory.resolve(version));
      write(version + "/.dockerconfigjson", "{\"auths\":" + entry("quay.io", version) + "}");
    }
    Path data = directory.resolve("..data");
    Files.createSymbolicLink(data, Path.of("1"));
    Files.createSymbolicLink(
        directory.resolve(".dockerconfigjson"), Path.of("..data/.dockerconfigjson"));
    PullSecret secret = new PullSecret(directory);
    Object before = secret.edition();
    assertThat(secret.of(APP).map(Credential::login)).contains("1");
    Files.createSymbolicLink(directory.resolve("next"), Path.of("2"));
    Files.move(directory.resolve("next"), data, StandardCopyOption.ATOMIC_MOVE);
    assertThat(secret.edition()).isNotEqualTo(before);
    assertThat(secret.of(APP).map(Credential::login)).contains("2");
  }

  @Test
  void readsAPasswordWithoutTheEndOfItsLine() throws IOException {
    PasswordFile file = new PasswordFile("anna", write("p", " se:cret \r\n"));
    assertThat(file.of(APP)).contains(new Credential.UsernamePassword("anna", " se:cret "));
    Object before = file.edition();
    write("p", "another");
    assertThat(file.edition()).isNotEqualTo(before);
  }

  @Test
  void failsWhereThereIsNoPassword() throws IOException {
    assertThatThrownBy(() -> new PasswordFile("anna", write("p", "\n")).of(APP))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("it holds no password");
    assertThatThrownBy(() -> new PasswordFile("anna", directory.resolve("gone")).of(APP))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("there is no such file");
  }

  private Optional<String> who(Path path) throws IOException {
    return new PullSecret(path).of(APP).map(Credential::login);
  }

  private static String entry(String key, String username) {
    return "{\"%s\":{\"username\":\"%s\",\"password\":\"p\"}}".formatted(key, username);
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text);
  }
}

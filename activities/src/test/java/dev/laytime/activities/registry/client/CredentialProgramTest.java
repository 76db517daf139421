package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialProgramTest {

  @TempDir Path directory;

  @Test
  void asksForTheServerOnStandardInput() throws IOException {
    CredentialProgram helper =
        helper("[ $1 = get ] && read -r s; echo '{\"Username\":\"'$s'\",\"Secret\":\"x\"}'");
    assertThat(helper.get("ghcr.io")).contains(new Credential.UsernamePassword("ghcr.io", "x"));
  }

  @Test
  void knowsAnIdentityToken() throws IOException {
    CredentialProgram helper = helper("echo '{\"Username\":\"<token>\",\"Secret\":\"x\"}'");
    assertThat(helper.get("ghcr.io")).contains(new Credential.IdentityToken("x"));
  }

  @Test
  void hasNothingWhereTheHelperSaysSo() throws IOException {
    assertThat(helper("echo credentials not found in native keychain; exit 1").get("ghcr.io"))
        .isEmpty();
  }

  @Test
  void failsWithoutShowingTheAnswerWhereTheHelperFails() throws IOException {
    CredentialProgram helper = helper("echo secret; exit 1");
    assertThatThrownBy(() -> helper.get("ghcr.io"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("the credentials for ghcr.io")
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysHowToTryAHelperThatIsNotThere() {
    assertThatThrownBy(() -> CredentialProgram.named("not-there").get("ghcr.io"))
        .hasMessageContaining("try `echo ghcr.io | docker-credential-not-there get`");
  }

  @Test
  void refusesANameThatIsAPath() {
    assertThatThrownBy(() -> CredentialProgram.named("../../bin/sh"))
        .hasMessage("a credential helper's name is none");
  }

  private CredentialProgram helper(String script) throws IOException {
    Path program = directory.resolve("docker-credential-test");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return CredentialProgram.at(program);
  }
}

package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("application")
class WriteAccessTest {

  private static final String KEY = "laytime.api.token-file";
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path directory;

  @Test
  void isShownByTheFilesToken() throws IOException {
    WriteAccess access = WriteAccess.by(file(TOKEN + "\n", "rw-------"), KEY);

    assertThat(access.isShownBy("Bearer " + TOKEN)).isTrue();
    assertThat(access.isShownBy("bearer  " + TOKEN)).isTrue();
    assertThat(access.isShownBy("Bearer " + TOKEN + "0")).isFalse();
    assertThat(access.isShownBy(null)).isFalse();
  }

  @Test
  void isNobodysWhereItIsOff() {
    assertThat(WriteAccess.off().isShownBy("Bearer ")).isFalse();
    assertThat(WriteAccess.off().isOn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-r--r--"})
  void refusesAFileThatOthersMayUse(String permissions) throws IOException {
    Path file = file(TOKEN, permissions);

    assertThatThrownBy(() -> WriteAccess.by(file, KEY))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("others than its owner may use it: " + permissions)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @CsvSource({
    "---------, 0, 0, true",
    "r--------, 10001, 10001, true",
    "rw-------, 1000, 10001, true",
    "r--r-----, 0, 10001, true",
    "rw-r-----, 0, 10001, true",
    "r--r-----, 10001, 10001, false",
    "r--r-----, 1000, 10001, false",
    "r--r-----, 0, 0, false",
    "r--rw----, 0, 10001, false",
    "r--r--r--, 0, 10001, false",
    "r-----r--, 0, 10001, false"
  })
  void letsTheGroupReadOnlyWhatRootPutThereForAnother(
      String permissions, int owner, int us, boolean isPrivate) {
    assertThat(TokenFile.isPrivate(PosixFilePermissions.fromString(permissions), owner, us))
        .isEqualTo(isPrivate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "short", "0123456789 abcdef"})
  void refusesAFileWithoutAToken(String content) throws IOException {
    Path file = file(content, "r--------");

    assertThatThrownBy(() -> WriteAccess.by(file, KEY))
        .hasMessageContaining("does not hold a token of 16 or more visible characters")
        .hasMessageContaining("umask 077");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> WriteAccess.by(directory.resolve("gone"), KEY))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void makesATokenThatNobodyElseCanReadAndKeepsIt() throws IOException {
    Path file = directory.resolve("token");

    TokenFile.makeIfMissing(file);
    String first = TokenFile.read(file, KEY);
    TokenFile.makeIfMissing(file);

    assertThat(first).matches("[A-Za-z0-9_-]{43}");
    assertThat(TokenFile.read(file, KEY)).isEqualTo(first);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void turnsWritesOffWhereNoTokenIsConfigured() throws Exception {
    try (ApiServer server = new ApiServer(Map.of("laytime.parent", "1"))) {
      var answer = server.post("/api/v1/stages/demo/adopt", "{\"by\":\"kim\"}", "Bearer " + TOKEN);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body())
          .contains("writes are off: this worker has no token")
          .contains("laytime.api.token-file");
      assertThat(server.ledger().asked).isEmpty();
      assertThat(server.get("/api/v1/stages").statusCode()).isEqualTo(200);
    }
  }

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("t"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}

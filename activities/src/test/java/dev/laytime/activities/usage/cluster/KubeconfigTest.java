package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {

  private static final String WHOLE =
      """
      apiVersion: v1
      kind: Config
      clusters:
        - {name: c, cluster: {server: "https://c.test:6443"}}
        - {name: d, cluster: {server: "https://d.test"}}
      users: [{name: u, user: {token: SECRET}}]
      contexts:
        - {name: here, context: {cluster: c, user: u}}
        - {name: there, context: {cluster: d, user: u}}
      current-context: here
      """;

  @TempDir Path directory;

  @Test
  void isTheCurrentContextOrTheOneThatIsAskedFor() throws IOException {
    write(WHOLE);

    assertThat(config(null).getMasterUrl()).startsWith("https://c.test:6443");
    assertThat(config("there").getMasterUrl()).startsWith("https://d.test");
    assertThat(config("there").getAutoOAuthToken()).isEqualTo("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "current-context: here           | ''                           | has no current context",
        "current-context: here           | current-context: other       | has no context 'other'",
        "name: c, cluster                | name: e, cluster             | has no cluster 'c'",
        "name: u, user                   | name: v, user                | has no user 'u'",
        "'https://c.test:6443'           | 'c.test:6443'                | no https:// address",
        "'https://c.test:6443'           | 'http://c.test'              | no https:// address",
        "'token: SECRET}'                | 'token: SECRET: x}'          | is no kubeconfig",
        "'token: SECRET'                 | 'tokenFile: none'            | not there or not"
            + " readable",
      })
  void refusesWhatDoesNotSayAllAndQuotesNothing(String part, String instead, String problem)
      throws IOException {
    assertThat(WHOLE).contains(part);
    write(WHOLE.replace(part, instead));

    assertThatThrownBy(() -> config(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  @Test
  void readsATokenFromAFileBesideIt() throws IOException {
    Files.writeString(directory.resolve("token"), "OTHER\n");
    write(WHOLE.replace("token: SECRET", "tokenFile: token"));

    assertThat(config(null).getOauthToken()).isEqualTo("OTHER");
  }

  @Test
  void goesByTheProxyThatIsNamed() throws IOException {
    write(
        WHOLE.replace(
            "{server: \"https://c.test:6443\"}",
            "{server: \"https://c.test:6443\", proxy-url: \"http://proxy.test:3128\"}"));

    assertThat(config(null).getHttpsProxy()).isEqualTo("http://proxy.test:3128");
  }

  @Test
  void takesPlainHttpToThisMachineAlone() throws IOException {
    write(WHOLE.replace("https://c.test:6443", "http://127.0.0.1:8001"));

    assertThat(config(null).getMasterUrl()).startsWith("http://127.0.0.1:8001");
  }

  @Test
  void endsWhatTakesTooLong() {
    assertThatThrownBy(() ->
            Deadline.within(
                Duration.ofMillis(20),
                () -> {
                  Thread.sleep(Duration.ofDays(1));
                  return "";
                }))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no answer within");
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve("config"), content);
  }

  private Config config(@Nullable String context) throws IOException {
    return new Kubeconfig(directory.resolve("config")).of(context);
  }
}

package dev.laytime.e2e.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.Page;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a newcomer types, by the real kubectl where there is one; it changes no cluster. */
@ExtendWith(ProvingGround.class)
final class BuildInJobsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Page PAGE = Page.of("how-to/build-in-jobs.md");

  /** The page's words stay as they are. */
  private static final String DRY =
      """
      kubectl() { command kubectl "$@" --dry-run=client -o json; }
      helm() { :; }
      """;

  @Test
  void makesSecretsThatBuildersUnderstand(Workspace workspace) throws IOException {
    assumeTrue(hasKubectl(), "there is no kubectl");
    Path directory = workspace.directory("page");
    for (String file : List.of("push-password", "bases-password", "git-token")) {
      Files.writeString(directory.resolve(file), "a \"%s'\n".formatted(file));
    }

    assertThat(PAGE.code("sh").stream().filter(code -> code.contains("create secret")))
        .as("all that is to be tried")
        .hasSize(3);
    assertThat(login(workspace, directory, "laytime-push"))
        .isEqualTo("laytime-build:a \"push-password'");
    assertThat(login(workspace, directory, "shop-bases"))
        .isEqualTo("shop-reader:a \"bases-password'");
    assertThat(made(workspace, directory, "laytime-git").at("/data/token").asText()).isNotEmpty();
    assertThat(directory).isDirectoryNotContaining("glob:**.json");
  }

  private static String login(Workspace workspace, Path directory, String secret)
      throws IOException {
    JsonNode made = made(workspace, directory, secret);

    assertThat(made.path("type").asText()).isEqualTo("kubernetes.io/dockerconfigjson");
    assertThat(made.at("/metadata/namespace").asText()).isEqualTo("builders");
    JsonNode config = JSON.readTree(decoded(made.path("data").path(".dockerconfigjson").asText()));
    return decoded(config.at("/auths/registry.example.com/auth").asText());
  }

  private static JsonNode made(Workspace workspace, Path directory, String secret)
      throws IOException {
    String code =
        PAGE.code("sh").stream()
            .filter(each -> each.contains("create secret generic " + secret + " "))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(
        workspace
            .run(
                Command.of("page", "sh", "-euc", DRY + code)
                    .in(directory)
                    .with("KUBECONFIG", "/dev/null"),
                Duration.ofMinutes(1))
            .orThrow());
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static boolean hasKubectl() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
  }
}

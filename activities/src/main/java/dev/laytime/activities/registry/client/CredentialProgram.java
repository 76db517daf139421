package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that keeps credentials for Docker: {@code docker-credential-NAME get}, with the
 * registry on its standard input.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers">docker-credential-helpers</a>
 */
final class CredentialProgram {

  private static final Logger log = LoggerFactory.getLogger(CredentialProgram.class);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final long PATIENCE_SECONDS = 30;
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final String IDENTITY = "<token>";
  private static final String ABSENT = "credentials not found";

  private final String program;

  private CredentialProgram(String program) {
    this.program = program;
  }

  /**
   * The helper that Docker's configuration calls so, on the path.
   *
   * @throws IOException if that is no name
   */
  static CredentialProgram named(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("a credential helper's name is none");
    }
    return new CredentialProgram("docker-credential-" + name);
  }

  /** A program, wherever it is. */
  static CredentialProgram at(Path program) {
    return new CredentialProgram(program.toString());
  }

  /**
   * Asks for a credential.
   *
   * @param server as the helper knows it, as in {@code https://index.docker.io/v1/}
   * @return empty if the helper says that it has none
   */
  Optional<Credential> get(String server) throws RegistryException {
    try {
      Process process =
          new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        return talk(process, server);
      } finally {
        process.destroyForcibly();
      }
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw failed(server, "the program is not there or broke off");
    }
  }

  private Optional<Credential> talk(Process process, String server) throws IOException {
    ask(process, server);
    endInTime(process);
    String answer =
        new String(process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
    if (answer.strip().startsWith(ABSENT)) {
      return Optional.empty();
    }
    JsonNode json = ManifestContent.JSON.readTree(answer);
    String username = json.path("Username").asText();
    String secret = json.path("Secret").asText();
    if (secret.isEmpty()) {
      throw failed(server, "its answer holds no credential");
    }
    return Optional.of(
        username.equals(IDENTITY)
            ? new Credential.IdentityToken(secret)
            : new Credential.UsernamePassword(username, secret));
  }

  /** A helper that does not read its question may answer and be gone already. */
  private static void ask(Process process, String server) {
    try (OutputStream question = process.getOutputStream()) {
      question.write(server.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.debug("credential helper did not read its question cause={}", e.toString());
    }
  }

  private static void endInTime(Process process) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
              process.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private RegistryException failed(String server, String said) {
    return new RegistryException(
        FailureType.REFUSED,
        "ask %s for the credentials for %s".formatted(program, server),
        said,
        "try `echo %s | %s get`, or take the helper out of Docker's config.json"
            .formatted(server, program));
  }
}

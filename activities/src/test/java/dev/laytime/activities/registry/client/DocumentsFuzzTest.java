package dev.laytime.activities.registry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whole documents, of registries, of token servers and of credentials: each is read, or refused
 * with a problem. Other inputs than those beside this class are looked for as {@link
 * ParsersFuzzTest} says.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as it is let look
class DocumentsFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Credentials.Place PLACE =
      new Credentials.Place("registry.test:5000", "team/app");

  @FuzzTest(maxDuration = "30m")
  void tagPages(byte[] input) {
    Set<Tag> tags = new LinkedHashSet<>();
    try {
      Pages.read(input, "list", (page, what) -> Tags.add(page, tags, what));
      assertThat(tags).doesNotContainNull();
    } catch (RegistryException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "30m")
  void catalogPages(byte[] input) {
    Set<Repository> repositories = new LinkedHashSet<>();
    try {
      Pages.read(
          input, "list", (page, what) -> Catalog.add(page, "registry.test", repositories, what));
      assertThat(repositories).doesNotContainNull();
    } catch (RegistryException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "30m")
  void tokens(byte[] input) {
    try {
      Token token = TokenServer.parse(input, NOW, "ask for a token");
      assertThat(token.value().chars().noneMatch(Character::isISOControl)).isTrue();
      assertThat(token.lifetime()).isPositive();
      assertThat(token.expires()).isAfter(NOW);
    } catch (RegistryException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  /** Of a Docker configuration, {@code auth.json} and pull secrets alike. No helper is run. */
  @FuzzTest(maxDuration = "30m")
  void credentials(byte[] input) {
    try {
      JsonNode document = ManifestContent.JSON.readTree(input);
      AuthEntries entries = new AuthEntries(document.path("auths"));
      for (Optional<Credential> found :
          List.of(
              entries.closest(key -> key.holds(PLACE)),
              entries.closest(key -> key.holdsAsPattern(PLACE)),
              entries.closest(_ -> true))) {
        found.ifPresent(credential -> assertThat(credential.toString()).contains("***"));
      }
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  @FuzzTest(maxDuration = "30m")
  void keys(byte[] input) {
    try {
      assertThat(PrivateKeys.first(Pem.parse(new String(input, ISO_8859_1)))).isNotNull();
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "30m")
  void keysOfOldForms(byte[] input) {
    String body = Base64.getEncoder().encodeToString(input);
    try {
      assertThat(
              PrivateKeys.first(
                  Pem.parse(
                      "-----BEGIN EC PRIVATE KEY-----" + body + "-----END EC PRIVATE KEY-----")))
          .isNotNull();
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}

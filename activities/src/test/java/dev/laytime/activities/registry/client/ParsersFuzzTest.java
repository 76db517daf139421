package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RequestBudget.Slowdown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a registry or a person writes is read, or refused with a problem. The build tries the
 * inputs beside this class; others are looked for by
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl workflows,activities test -Djazzer.hooks=true -Dtest=ParsersFuzzTest#manifests
 * </pre>
 */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as it is let look
class ParsersFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Digest ANY = Digest.of("sha256", "ab".repeat(32));

  @FuzzTest(maxDuration = "30m")
  void manifests(byte[] input) {
    for (String type : List.of(MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST)) {
      try {
        assertThat(ManifestContent.of(new Manifest(type, ANY, input)).blobs()).doesNotContainNull();
      } catch (RegistryException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @FuzzTest(maxDuration = "30m")
  void challenges(byte[] input) {
    Challenge.choose(List.of(text(input)))
        .ifPresent(chosen -> {
          if (chosen instanceof Challenge.Bearer(var realm, _)) {
            assertThat(realm).isNotEmpty();
          }
        });
  }

  @FuzzTest(maxDuration = "30m")
  void links(byte[] input) {
    try {
      Links.next(List.of(text(input))).ifPresent(next -> assertThat(next).doesNotContain(">"));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessage("no link");
    }
  }

  @FuzzTest(maxDuration = "30m")
  void rateLimits(byte[] input) {
    RateLimits.Answer answer =
        new RateLimits.Answer() {
          @Override
          public int status() {
            return 429;
          }

          @Override
          public Optional<String> header(String name) {
            return Optional.of(text(input));
          }

          @Override
          public boolean isToHead() {
            return true;
          }
        };
    Slowdown slowdown = RateLimits.heard(answer, NOW).orElseThrow();
    if (slowdown instanceof Slowdown.Pause(var pause)) {
      assertThat(pause).isPositive();
    }
    Instant until = RateLimits.retryAfter(answer, NOW);
    assertThat(until == null || until.isAfter(NOW.minus(Duration.ofDays(400_000)))).isTrue();
  }

  @FuzzTest(maxDuration = "30m")
  void references(byte[] input) {
    try {
      Reference reference = Reference.parse(text(input));
      assertThat(Reference.parse(reference.text())).isEqualTo(reference);
    } catch (InvalidReferenceException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1);
  }
}

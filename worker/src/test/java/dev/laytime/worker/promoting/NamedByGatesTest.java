package dev.laytime.worker.promoting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.ledger.BusyException;
import dev.laytime.worker.ledger.GateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedByGatesTest {

  private static final PromotionPath SIGNED = path(new Gate.Signed("signed", "team"));
  private static final PromotionPath RUN =
      path(new Gate.Worked("job", "smoke", Duration.ofHours(1)));

  @TempDir private Path directory;

  @Test
  void tellsAnotherKeyFromTheOneThatWas() throws Exception {
    Path file = directory.resolve("team.pub");
    Files.writeString(file, key());
    List<GateSettings.Named> before = keys(file).of(SIGNED);
    Files.writeString(file, "a comment\n" + Files.readString(file) + "\n");
    assertThat(keys(file).of(SIGNED)).isEqualTo(before);
    Files.writeString(file, key());
    assertThat(keys(file).of(SIGNED)).isNotEqualTo(before);
  }

  @Test
  void knowsNothingOfAKeyOrARootThatCannotBeReadNow() throws Exception {
    Path file = Files.writeString(directory.resolve("team.pub"), key());
    NamedByGates keys = keys(file);
    assertThat(keys.all()).isEqualTo(keys.of(SIGNED));
    Files.writeString(file, "half of a k");
    assertThatThrownBy(() -> keys.of(SIGNED))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("verifier 'team' cannot be read");
    assertThat(keys.all()).isEmpty();
    NamedByGates roots = identity("ann@example.com", "https://a.test", file.resolveSibling("no"));
    assertThatThrownBy(() -> roots.of(SIGNED)).isInstanceOf(BusyException.class);
    assertThat(keys.of(RUN)).as("another path").hasSize(1);
  }

  @Test
  void tellsAnotherIdentityIssuerOrRootFromTheOneThatWas() throws Exception {
    Path root = Files.writeString(directory.resolve("root.json"), "{}");
    List<GateSettings.Named> before =
        identity("ann@example.com", "https://a.test", root).of(SIGNED);
    assertThat(identity("bob@example.com", "https://a.test", root).of(SIGNED)).isNotEqualTo(before);
    assertThat(identity("ann@example.com", "https://b.test", root).of(SIGNED)).isNotEqualTo(before);
    Files.writeString(root, "{ }");
    assertThat(identity("ann@example.com", "https://a.test", root).of(SIGNED)).isNotEqualTo(before);
  }

  @Test
  void tellsAnotherJobFromTheOneThatWas() {
    List<GateSettings.Named> before = job("reg/smoke:1", "--fast").of(RUN);
    assertThat(job("reg/smoke:1", "--fast").of(RUN)).isEqualTo(before);
    assertThat(job("reg/smoke:2", "--fast").of(RUN)).isNotEqualTo(before);
    assertThat(job("reg/smoke:1", "--slow").of(RUN)).isNotEqualTo(before);
    assertThat(job("reg/smoke:1", "--fast", "1").of(RUN)).isNotEqualTo(before);
    assertThat(job("reg/smoke:1").of(SIGNED)).isEqualTo(job("reg/smoke:2").of(SIGNED));
  }

  private static NamedByGates keys(Path file) {
    return new NamedByGates(List.of(new VerifierSettings("team", new Trust.Keys(file))), List.of());
  }

  private static NamedByGates identity(String identity, String issuer, Path root) {
    return new NamedByGates(
        List.of(new VerifierSettings("team", new Trust.Identity(identity, false, issuer, root))),
        List.of());
  }

  private static NamedByGates job(String image, String... arguments) {
    return new NamedByGates(
        List.of(),
        List.of(
            new GateJobProperties(
                "smoke",
                null,
                "gates",
                image,
                List.of(arguments),
                1000,
                "1",
                "1Gi",
                "1Gi",
                List.of())));
  }

  private static String key() throws GeneralSecurityException {
    byte[] encoded =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(encoded));
  }

  private static PromotionPath path(Gate gate) {
    return new PromotionPath(
        "release",
        "staging",
        "prod",
        List.of(),
        List.of(),
        List.of(),
        List.of(gate),
        List.of(),
        false,
        3,
        Duration.ofDays(7),
        PromotionPath.Automatic.NONE,
        List.of());
  }
}

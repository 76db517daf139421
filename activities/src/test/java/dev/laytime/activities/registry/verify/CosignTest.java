package dev.laytime.activities.registry.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.verify.FakeSigstore.Making;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gate and the real cosign come to the same about identities, by one trusted root. Where cosign
 * is, {@code -Dcosign=FILE} says; {@code e2e/run promotions} does.
 */
@EnabledIfSystemProperty(named = "cosign", matches = ".+")
class CosignTest {

  private static final String IDENTITY = "https://ci.test/team/app";
  private static final String ISSUER = "https://issuer.test";

  private final FakeSigstore sigstore = new FakeSigstore();
  @TempDir Path directory;
  private SignedRegistry registry;
  private Path root;

  /** Who signed, and how; only the first counts. */
  enum Case {
    GOOD,
    ANOTHER_IDENTITY,
    ANOTHER_ISSUER,
    TOO_LATE,
    IN_NO_LOG,
    ANOTHER_DIGEST,
    ANOTHER_SIGSTORE
  }

  private static Making making(Case signed) {
    return switch (signed) {
      case GOOD, ANOTHER_DIGEST, ANOTHER_SIGSTORE -> Making.GOOD;
      case ANOTHER_IDENTITY -> Making.GOOD.by("https://ci.test/team/application");
      case ANOTHER_ISSUER -> Making.GOOD.from("https://issuer.evil");
      case TOO_LATE -> Making.GOOD.at(Instant.parse("2026-11-01T12:10:01Z"));
      case IN_NO_LOG -> Making.GOOD.withUnloggedCertificate();
    };
  }

  @BeforeEach
  void start() throws IOException {
    registry = new SignedRegistry(directory.resolve("registry"));
    root = sigstore.trustedRoot(directory.resolve("trusted_root.json"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void agreesAboutBundles(Case signed) throws Exception {
    Digest digest = digest(signed);
    registry.bundle(signer(signed).bundle(Documented.signature(digest), making(signed)));
    assertAgree(signed, true);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void agreesAboutSignaturesUnderATag(Case signed) throws Exception {
    Digest digest = digest(signed);
    registry.tag("sig", signer(signed).layer(Documented.simpleSigning(digest), making(signed)));
    assertAgree(signed, false);
  }

  private Digest digest(Case signed) {
    return signed == Case.ANOTHER_DIGEST ? registry.other.digest() : registry.digest();
  }

  private FakeSigstore signer(Case signed) {
    return signed == Case.ANOTHER_SIGSTORE ? new FakeSigstore() : sigstore;
  }

  private void assertAgree(Case signed, boolean bundle) throws Exception {
    VerifyResult gate = registry.signature(new Trust.Identity(IDENTITY, false, ISSUER, root));
    assertThat(gate.passed()).as(gate.reason()).isEqualTo(signed == Case.GOOD);

    Path said = directory.resolve("said");
    Process cosign =
        new ProcessBuilder(
                System.getProperty("cosign"),
                "verify",
                "--certificate-identity=" + IDENTITY,
                "--certificate-oidc-issuer=" + ISSUER,
                "--trusted-root=" + root,
                "--new-bundle-format=" + bundle,
                "--offline",
                "--allow-http-registry",
                registry.name())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(cosign.waitFor() == 0)
        .as(Files.readString(said, UTF_8))
        .isEqualTo(signed == Case.GOOD);
  }
}

package dev.laytime.activities.registry.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.verify.FakeSigstore.Entry;
import dev.laytime.activities.registry.verify.FakeSigstore.Making;
import dev.laytime.activities.registry.verify.SignedRegistry.Layer;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as signed by an identity, and what does not. */
class IdentityVerificationTest {

  private final FakeSigstore sigstore = new FakeSigstore();
  @TempDir Path directory;
  private SignedRegistry registry;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    registry = new SignedRegistry(directory.resolve("registry"));
    root = sigstore.trustedRoot(directory.resolve("trusted_root.json"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void countsABundleOfAStatement() throws IOException {
    registry.bundle(sigstore.bundle(signature(), Making.GOOD));
    VerifyResult result = registry.signature(trust());
    assertThat(result.reason()).startsWith("signed by https://ci.test/team/app: referrer sha256:");
    assertThat(result.passed()).isTrue();
    assertThat(registry.attestation(trust()).passed()).as("as an attestation").isFalse();
  }

  @Test
  void countsABundleOfTheManifestsSignature() throws IOException {
    registry.bundle(sigstore.bundle(registry.image.bytes(), Making.GOOD));
    assertThat(registry.signature(trust()).reason()).startsWith("signed by ");
    assertThat(registry.attestation(trust()).passed()).as("as an attestation").isFalse();
  }

  @Test
  void countsASignatureOfCosignsFirstForm() throws IOException {
    registry.tag("sig", sigstore.layer(Documented.simpleSigning(registry.digest()), Making.GOOD));
    assertThat(registry.signature(trust()).reason()).startsWith("signed by ");
  }

  @Test
  void countsABundledAttestation() throws IOException {
    String sbom = Documented.statement(Documented.SBOM, registry.digest());
    registry.bundle(sigstore.bundle(sbom, Making.GOOD));
    assertThat(registry.attestation(trust()).reason()).startsWith("signed by ");
    assertThat(registry.signature(trust()).passed()).as("as a signature").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ci\\.test/team/.*", ".*app"})
  void countsAnIdentityThatAnExpressionMatchesWhole(String expression) throws IOException {
    leaveOneOfEachForm(Making.GOOD);
    assertThat(registry.signature(trust(expression)).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ci\\.test/team", "team/app", "(a+)+b"})
  void refusesAnIdentityThatAnExpressionDoesNotMatchWhole(String expression) throws IOException {
    leaveOneOfEachForm(Making.GOOD);
    refusesAll(trust(expression), "'https://ci.test/team/app' is not whom verifier");
  }

  @Test
  void refusesAnotherIdentity() throws IOException {
    leaveOneOfEachForm(Making.GOOD.by("https://ci.test/team/application"));
    refusesAll(trust(), "'https://ci.test/team/application' is not whom verifier 'release' trusts");
  }

  @Test
  void refusesAnotherIssuer() throws IOException {
    leaveOneOfEachForm(Making.GOOD.from("https://issuer.evil"));
    refusesAll(trust(), "or has another issuer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-01T11:59:59Z", "2026-11-01T12:10:01Z", "2027-01-01T00:00:00Z"})
  void refusesWhatWasLoggedWhenItsCertificateWasNotGood(String time) throws IOException {
    leaveOneOfEachForm(Making.GOOD.at(Instant.parse(time)));
    refusesAll(trust(), "it was logged at %s, when its certificate was not good".formatted(time));
  }

  @Test
  void refusesWhatWasLoggedBeforeItsLogWasTrusted() throws IOException {
    leaveOneOfEachForm(Making.GOOD);
    String text = Files.readString(root);
    Files.writeString(root, text.replaceFirst("2020-01-01T00:00:00Z", "2026-11-01T12:06:00Z"));
    assertThat(registry.signature(trust()).passed()).isFalse();
  }

  @Test
  void refusesACertificateThatIsInNoLog() throws IOException {
    leaveOneOfEachForm(Making.GOOD.withUnloggedCertificate());
    refusesAll(trust(), "No valid SCTs were found");
  }

  @Test
  void refusesWhatAnotherSigstoreStandsFor() throws IOException {
    root = new FakeSigstore().trustedRoot(directory.resolve("other.json"));
    leaveOneOfEachForm(Making.GOOD);
    refusesAll(trust(), "Certificate was not verifiable");
  }

  @Test
  void refusesWhatAnotherLogHas() throws IOException {
    FakeSigstore other = new FakeSigstore();
    String text = Files.readString(root);
    String others = Files.readString(other.trustedRoot(directory.resolve("other.json")));
    // Its authority is trusted still, and its log is another's.
    Files.writeString(
        root,
        others.substring(0, others.indexOf("\"certificateAuthorities\""))
            + text.substring(text.indexOf("\"certificateAuthorities\"")));
    leaveOneOfEachForm(Making.GOOD);
    assertThat(registry.signature(trust()).passed()).isFalse();
  }

  @Test
  void refusesWhatIsAboutAnotherDigest() throws IOException {
    String other = Documented.signature(registry.other.digest());
    registry.tag(
        "sig", sigstore.layer(Documented.simpleSigning(registry.other.digest()), Making.GOOD));
    registry.bundle(sigstore.bundle(other, Making.GOOD));
    registry.bundle(sigstore.bundle(registry.other.bytes(), Making.GOOD));
    VerifyResult result = registry.signature(trust());
    assertThat(result.passed()).isFalse();
    assertThat(result.reason())
        .contains("it is about another digest: " + registry.other.digest())
        .contains("does not match any subject")
        .contains("does not match digest used for verification");
  }

  @Test
  void refusesWhatTheLogHasOfAnotherSignature() throws IOException {
    String payload = Documented.simpleSigning(registry.digest());
    Layer one = sigstore.layer(payload, Making.GOOD);
    Layer two = sigstore.layer(payload, Making.GOOD);
    String bundle = "dev.sigstore.cosign/bundle";
    Map<String, String> mixed = new HashMap<>(one.annotations());
    mixed.put(bundle, two.annotations().getOrDefault(bundle, ""));
    registry.tag("sig", new Layer(one.type(), one.content(), mixed));
    assertThat(registry.signature(trust()).reason())
        .endsWith("its entry in the log is about another signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"inclusionPromise\": \\{[^}]*\\},|",
        "\"integratedTime\": \"\\d+\"|\"integratedTime\": \"1793534701\"",
        "\"inclusionProof\": \\{[^}]*\\}\\},|",
        "\"rootHash\": \"[^\"]*\"|\"rootHash\": \"AAAA\"",
        "\"tlogEntries\": \\[.*\\]\\},|\"tlogEntries\": []},",
        "\"sig\": \"[^\"]*\"|\"sig\": \"AAAA\"",
        "\"signatures\": \\[.*?\\]|\"signatures\": []",
        "vnd.dev.sigstore.bundle.v0.3|vnd.dev.sigstore.bundle.v9",
      })
  void refusesABundleThatLacksAProof(String change) throws IOException {
    String good = new String(sigstore.bundle(signature(), Making.GOOD), StandardCharsets.UTF_8);
    String[] parts = change.split("\\|", 2);
    String bad = good.replaceFirst("(?s)" + parts[0], parts[1]);
    assertThat(bad).isNotEqualTo(good);
    registry.bundle(bad.getBytes(StandardCharsets.UTF_8));
    VerifyResult result = registry.signature(trust());
    assertThat(result.passed()).as(result.reason()).isFalse();
  }

  @Test
  void refusesAKeysSignatures() throws IOException {
    SigningKey key = SigningKey.p256();
    String payload = Documented.simpleSigning(registry.digest());
    registry.tag(
        "sig", Layer.signed(payload, key.base64(payload.getBytes(StandardCharsets.UTF_8))));
    registry.bundle(key.bundle(signature()));
    assertThat(registry.signature(trust()).passed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Entry.class)
  void countsAnAttestationOfCosignsFirstForm(Entry entry) throws IOException {
    registry.tag("att", sigstore.attestation(sbom(registry.digest()), entry, Making.GOOD));
    VerifyResult result = registry.attestation(trust());
    assertThat(result.reason()).startsWith("signed by https://ci.test/team/app: tag sha256-");
    assertThat(result.passed()).isTrue();
    assertThat(registry.signature(trust()).passed()).as("as a signature").isFalse();
  }

  @ParameterizedTest
  @EnumSource(Entry.class)
  void refusesAnAttestationOfCosignsFirstFormThatIsNotGood(Entry entry) throws IOException {
    String sbom = sbom(registry.digest());
    Instant late = Instant.parse("2026-11-01T12:10:01Z");
    registry.tag(
        "att",
        sigstore.attestation(sbom, entry, Making.GOOD.by("https://ci.test/other")),
        sigstore.attestation(sbom, entry, Making.GOOD.from("https://issuer.evil")),
        sigstore.attestation(sbom, entry, Making.GOOD.at(late)),
        sigstore.attestation(sbom, entry, Making.GOOD.withUnloggedCertificate()),
        sigstore.attestation(sbom(registry.other.digest()), entry, Making.GOOD),
        new FakeSigstore().attestation(sbom, entry, Making.GOOD),
        Layer.of(SignedRegistry.ENVELOPE, SigningKey.p256().envelope(sbom)));
    VerifyResult result = registry.attestation(trust());
    assertThat(result.passed()).as(result.reason()).isFalse();
    assertThat(result.reason())
        .contains(
            "'https://ci.test/other' is not whom",
            "or has another issuer",
            "when its certificate was not good",
            "No valid SCTs were found",
            "it is about another digest",
            "Certificate was not verifiable",
            "it has no certificate, or is in no log");
  }

  @ParameterizedTest
  @EnumSource(Entry.class)
  void refusesAnAttestationOfWhichTheLogHasAnother(Entry entry) throws IOException {
    String sbom = sbom(registry.digest());
    Layer one = sigstore.attestation(sbom, entry, Making.GOOD);
    Layer two = sigstore.attestation(sbom, entry, Making.GOOD);
    String bundle = "dev.sigstore.cosign/bundle";
    Map<String, String> mixed = new HashMap<>(one.annotations());
    mixed.put(bundle, two.annotations().getOrDefault(bundle, ""));
    registry.tag("att", new Layer(one.type(), one.content(), mixed));
    assertThat(registry.attestation(trust()).reason())
        .endsWith("its entry in the log is about another signature");
  }

  @Test
  void refusesAnAttestationThatTheLogHasAsASignature() throws IOException {
    String sbom = sbom(registry.digest());
    Layer attestation = sigstore.attestation(sbom, Entry.DSSE, Making.GOOD);
    Layer signature = sigstore.layer(sbom, Making.GOOD);
    registry.tag(
        "att", new Layer(attestation.type(), attestation.content(), signature.annotations()));
    assertThat(registry.attestation(trust()).passed()).isFalse();
  }

  private static String sbom(Digest digest) {
    return Documented.statement(Documented.SBOM, digest);
  }

  @Test
  void failsWithoutATrustedRoot() throws IOException {
    leaveOneOfEachForm(Making.GOOD);
    for (String content : new String[] {"", "{}", "{\"tlogs\": []}", "[", "no root"}) {
      Files.writeString(root, content);
      assertThatThrownBy(() -> registry.signature(trust()))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.type()).isEqualTo(FailureType.UNAVAILABLE));
    }
  }

  private void leaveOneOfEachForm(Making making) throws IOException {
    registry.tag("sig", sigstore.layer(Documented.simpleSigning(registry.digest()), making));
    registry.bundle(sigstore.bundle(signature(), making));
    registry.bundle(sigstore.bundle(registry.image.bytes(), making));
  }

  private void refusesAll(Trust trust, String reason) throws IOException {
    VerifyResult result = registry.signature(trust);
    assertThat(result.passed()).as(result.reason()).isFalse();
    assertThat(result.reason().split(Pattern.quote(reason), -1)).as(result.reason()).hasSize(4);
  }

  private String signature() {
    return Documented.signature(registry.digest());
  }

  private Trust trust() {
    return new Trust.Identity("https://ci.test/team/app", false, "https://issuer.test", root);
  }

  private Trust trust(String expression) {
    return new Trust.Identity(expression, true, "https://issuer.test", root);
  }
}

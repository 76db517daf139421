package dev.laytime.activities.registry.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.verify.SignedRegistry.Layer;
import dev.laytime.activities.registry.verify.VerifierSettings.Trust;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as signed with a key, and what does not. */
class KeyVerificationTest {

  private final SigningKey key = SigningKey.p256();
  private final SigningKey stranger = SigningKey.p256();
  @TempDir Path directory;
  private SignedRegistry registry;
  private Trust trust;

  @BeforeEach
  void start() throws IOException {
    registry = new SignedRegistry(directory.resolve("registry"));
    trust = new Trust.Keys(key.publicTo(directory.resolve("cosign.pub")));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-384 with SHA-384", "Ed25519", "RSA 2048"})
  void countsASignatureUnderItsTagWithAKeyOfAnyKind(String kind) throws IOException {
    SigningKey own = SigningKey.of(kind);
    registry.tag("sig", signature(own));
    Path file = own.publicTo(directory.resolve("own.pub"));
    assertThat(registry.signature(new Trust.Keys(file)))
        .isEqualTo(
            new VerifyResult(
                true,
                "signed with a key of verifier 'release': tag sha256-%s.sig"
                    .formatted(registry.digest().hex())));
    assertThat(registry.signature(trust).passed()).as("with another key").isFalse();
  }

  @Test
  void countsASignatureThatRefersToTheImage() throws IOException {
    registry.refer(signature(key));
    assertThat(registry.signature(trust).passed()).isTrue();
  }

  @Test
  void countsABundleOfAStatement() throws IOException {
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    assertThat(registry.signature(trust).passed()).isTrue();
    assertThat(registry.attestation(trust).passed()).as("as an attestation").isFalse();
  }

  @Test
  void countsABundleOfTheManifestsSignature() throws IOException {
    registry.bundle(key.bundle(registry.image.bytes()));
    assertThat(registry.signature(trust).passed()).isTrue();
    assertThat(registry.attestation(trust).passed()).as("as an attestation").isFalse();
  }

  @Test
  void findsReferrersWhereTheRegistryHasNoApiForThem() throws IOException {
    registry.registry.behaviours().turnOn(new Behaviour.NoReferrersApi());
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    assertThat(registry.signature(trust).passed()).isTrue();
  }

  @Test
  void findsTheGoodOneAmongOthers() throws IOException {
    registry.tag("sig", signature(stranger), Layer.signed("{", "%"));
    registry.bundle("{}".getBytes(StandardCharsets.UTF_8));
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    assertThat(registry.signature(trust).passed()).isTrue();
  }

  @Test
  void takesAnyKeyOfItsFile() throws IOException {
    Files.writeString(directory.resolve("cosign.pub"), stranger.pem() + key.pem());
    registry.tag("sig", signature(key));
    assertThat(registry.signature(trust).passed()).isTrue();
  }

  @Test
  void countsAnAttestationOfTheWantedType() throws IOException {
    String sbom = Documented.statement(Documented.SBOM, registry.digest());
    registry.tag("att", Layer.of(SignedRegistry.ENVELOPE, key.envelope(sbom)));
    assertThat(registry.attestation(trust).passed()).isTrue();
    assertThat(registry.signature(trust).passed()).as("as a signature").isFalse();
  }

  @Test
  void countsABundledAttestation() throws IOException {
    registry.bundle(key.bundle(Documented.statement(Documented.SBOM, registry.digest())));
    assertThat(registry.attestation(trust).passed()).isTrue();
    assertThat(registry.signature(trust).passed()).as("as a signature").isFalse();
  }

  @Test
  void saysThatNothingIsThere() throws IOException {
    assertThat(registry.signature(trust)).isEqualTo(new VerifyResult(false, "it has no signature"));
    assertThat(registry.attestation(trust))
        .isEqualTo(new VerifyResult(false, "it has no attestation"));
  }

  @Test
  void refusesAnotherKey() throws IOException {
    registry.tag("sig", signature(stranger));
    registry.bundle(stranger.bundle(Documented.signature(registry.digest())));
    registry.bundle(stranger.bundle(registry.image.bytes()));
    VerifyResult result = registry.signature(trust);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason().split("it is not signed with a key of verifier 'release'"))
        .as(result.reason())
        .hasSize(3);
  }

  @Test
  void refusesWhatIsAboutAnotherDigest() throws IOException {
    String payload = Documented.simpleSigning(registry.other.digest());
    registry.tag("sig", Layer.signed(payload, key.base64(utf8(payload))));
    registry.bundle(key.bundle(Documented.signature(registry.other.digest())));
    registry.bundle(key.bundle(registry.other.bytes()));
    VerifyResult result = registry.signature(trust);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason())
        .contains("it is about another digest: " + registry.other.digest())
        .contains("it is about another digest; ");
  }

  @Test
  void refusesAPayloadThatIsNotWhatWasSigned() throws IOException {
    String signed = Documented.simpleSigning(registry.other.digest());
    String shown = Documented.simpleSigning(registry.digest());
    registry.tag("sig", Layer.signed(shown, key.base64(utf8(signed))));
    String envelope = key.envelope(Documented.signature(registry.other.digest()));
    String swapped =
        key.envelope(Documented.signature(registry.digest()))
            .replaceAll(
                "\"sig\": \"[^\"]*\"", envelope.replaceAll("(?s).*(\"sig\": \"[^\"]*\").*", "$1"));
    registry.bundle(utf8("{\"dsseEnvelope\": %s}".formatted(swapped)));
    assertThat(registry.signature(trust).passed()).isFalse();
  }

  @Test
  void refusesAStatementThatCanBeReadInTwoWays() throws IOException {
    String twice =
        Documented.signature(registry.other.digest())
            .replace(
                "\"predicate\"", "\"subject\": [{\"digest\": {\"sha256\": \"%s\"}}], \"predicate\"")
            .formatted(registry.digest().hex());
    registry.bundle(key.bundle(twice));
    assertThat(registry.signature(trust).reason()).contains("read in one way only");
  }

  @Test
  void refusesWhatIsTooLargeOrNotThere() throws IOException {
    registry.refer(
        new Layer(SignedRegistry.BUNDLE, new byte[EvidenceReader.LARGEST + 1], Map.of()));
    assertThat(registry.signature(trust).reason()).contains("it has 4194305 bytes");
  }

  @Test
  void refusesADocumentThatIsNotWhatItsDigestSays() throws IOException {
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    registry
        .registry
        .behaviours()
        .inject(FaultRule.always(new Fault.WrongBytes()).on(RequestMatcher.path("/blobs/")));
    VerifyResult result = registry.signature(trust);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).endsWith("it is not what its digest says");
  }

  @Test
  void looksAtAHundredAndNoMore() throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < EvidenceReader.MOST; i++) {
      layers.add(Layer.signed("{\"n\": %d}".formatted(i), "AAAA"));
    }
    registry.tag("sig", layers.toArray(Layer[]::new));
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    VerifyResult result = registry.signature(trust);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason())
        .startsWith("no signature counts: tag sha256-")
        .endsWith("and 90 more; more than 100 are not looked at");
    assertThat(result.reason().length()).isLessThan(1600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/manifests/", "/referrers/", "/blobs/"})
  void takesNoErrorForAMissingSignature(String path) throws IOException {
    registry.bundle(key.bundle(Documented.signature(registry.digest())));
    registry
        .registry
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.path(path)));
    assertThatThrownBy(() -> registry.signature(trust))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.type()).isEqualTo(FailureType.UNAVAILABLE));
  }

  @Test
  void failsWithoutItsKeys() throws IOException {
    registry.tag("sig", signature(key));
    for (String content : List.of("", "no key", SigningKey.of("RSA 1024").pem())) {
      Files.writeString(directory.resolve("cosign.pub"), content);
      assertThatThrownBy(() -> registry.signature(trust))
          .isInstanceOfSatisfying(
              RegistryException.class,
              e -> assertThat(e.type()).isEqualTo(FailureType.UNAVAILABLE));
    }
    Files.delete(directory.resolve("cosign.pub"));
    assertThatThrownBy(() -> registry.signature(trust)).hasMessageContaining("no such file");
  }

  @Test
  void trustsNobodyUnderANameThatIsNotConfigured() throws IOException {
    registry.tag("sig", signature(key));
    Repository repository = Repository.parse(registry.registry.address() + "/app");
    VerifyRequest request = new VerifyRequest(repository, registry.digest(), "nobody", null);
    assertThat(new Verification(List.of()).verify(request, registry.store(), () -> {}))
        .isEqualTo(new VerifyResult(false, "no verifier is called 'nobody'"));
  }

  private Layer signature(SigningKey who) {
    String payload = Documented.simpleSigning(registry.digest());
    return Layer.signed(payload, who.base64(utf8(payload)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

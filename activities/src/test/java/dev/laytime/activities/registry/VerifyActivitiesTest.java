package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.verify.PromotionAttestation;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.AttestResult;
import dev.laytime.activity.VerifyActivities;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Statement;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifying and attesting, as workflows see it. */
class VerifyActivitiesTest {

  private static final Instant MOVED_AT = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir Path directory;
  private TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private EmbeddedRegistry registry;
  private Manifest image;
  private Repository repository;
  private ImageStores stores;
  private RegistryClient client;
  private Path signing;
  private VerifierSettings.Trust ours;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    SampleImages images =
        new SampleImages(OciLayout.openOrCreate(directory.resolve("registry/app")), 1);
    image = images.image(Platform.parse("linux/amd64"), 100);
    images.tag(image, new Tag("1"));
    repository = Repository.parse(registry.address() + "/app");
    ClientSettings settings = ClientSettings.of(List.of(), Credentials.NONE);
    stores = new ImageStores(settings, _ -> false);
    client = new RegistryClient(settings);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signing = pem("PRIVATE KEY", pair.getPrivate().getEncoded(), "attestations.key");
    ours =
        new VerifierSettings.Trust.Keys(
            pem("PUBLIC KEY", pair.getPublic().getEncoded(), "cosign.pub"));
    implement(SigningKey.NONE);
  }

  @AfterEach
  void stop() {
    temporal.close();
    client.close();
    stores.close();
    registry.close();
  }

  @Test
  void saysThatNobodySigned() {
    assertThat(activities().verify(new VerifyRequest(repository, image.digest(), "release", null)))
        .isEqualTo(new VerifyResult(false, "it has no signature"));
  }

  @Test
  void letsTroubleBeTriedAgain() {
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(502)));
    ApplicationFailure failure = verifyFails(image.digest());
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void saysOfAnImageThatIsGoneThatItIsNotThere() {
    ApplicationFailure failure = verifyFails(Digest.of("sha256", "ab".repeat(32)));
    assertThat(failure.getType()).isEqualTo("NOT_FOUND");
  }

  @Test
  void attestsAPromotionAsAReferrer() throws IOException {
    AttestResult result = activities().attest(request());
    RemoteRepository there = client.source(repository);
    assertThat(there.referrers(image.digest()))
        .extracting(Descriptor::digest)
        .containsExactly(result.digest());
    JsonNode manifest = json(there.fetch(result.digest()).bytes());
    assertThat(manifest.path("artifactType").asText()).isEqualTo("application/vnd.in-toto+json");
    assertThat(manifest.path("subject").path("digest").asText()).isEqualTo(image.digest().value());
    JsonNode layer = manifest.path("layers").path(0);
    Descriptor statement =
        new Descriptor(
            layer.path("mediaType").asText(),
            new Digest(layer.path("digest").asText()),
            layer.path("size").asLong(),
            null);
    try (InputStream content = there.open(statement)) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              """
              {"_type":"https://in-toto.io/Statement/v1",\
              "subject":[{"name":"%1$s","digest":{"sha256":"%2$s"}}],\
              "predicateType":"https://laytime.dev/attestation/promotion/v1",\
              "predicate":{"promotion":"promotion/prod/app:1","path":"release",\
              "source":"%1$s:1","target":"%1$s:1","by":"Ann","verified":true,\
              "gates":[{"name":"people","result":"passed",\
              "reason":"approved by Bob (verified)"}],\
              "approvals":[{"gate":"people","by":"Bob","verified":true,\
              "at":"2026-11-29T12:00:00Z"}],"movedAt":"2026-11-29T12:00:00Z"}}\
              """
                  .formatted(repository, image.digest().hex()));
    }
  }

  @Test
  void attestsTheSamePromotionOnce() throws IOException {
    for (boolean api : new boolean[] {true, false}) {
      if (!api) {
        registry.behaviours().turnOn(new Behaviour.NoReferrersApi());
      }
      AttestResult first = activities().attest(request());
      assertThat(activities().attest(request())).isEqualTo(first);
      assertThat(client.source(repository).referrers(image.digest()))
          .as("with the API: " + api)
          .extracting(Descriptor::digest)
          .containsExactly(first.digest());
    }
  }

  @Test
  void signsOncePerPromotionWhereItHasAKeyAndAGateTakesThat() throws IOException {
    VerifyRequest gate =
        new VerifyRequest(repository, image.digest(), "release", PromotionAttestation.TYPE);
    activities().attest(request());
    assertThat(activities().verify(gate))
        .as("not signed")
        .isEqualTo(new VerifyResult(false, "it has no attestation"));

    implement(new SigningKey(signing));
    AttestResult first = activities().attest(request());
    assertThat(activities().attest(request())).isEqualTo(first);

    assertThat(client.source(repository).referrers(image.digest()))
        .extracting(Descriptor::digest)
        .hasSize(2)
        .contains(first.digest());
    assertThat(activities().verify(gate).passed()).isTrue();
    assertThat(
            activities()
                .verify(new VerifyRequest(repository, image.digest(), "release", null))
                .passed())
        .as("it is no signature of the image")
        .isFalse();
  }

  @Test
  void leavesNothingUnsignedWhereItsKeyCannotBeRead() throws IOException {
    implement(new SigningKey(directory.resolve("gone")));
    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> activities().attest(request()));

    ApplicationFailure cause = (ApplicationFailure) Objects.requireNonNull(failure.getCause());
    assertThat(cause.getType()).isEqualTo("UNAVAILABLE");
    assertThat(cause.isNonRetryable()).isFalse();
    assertThat(client.source(repository).referrers(image.digest())).isEmpty();
  }

  private void implement(SigningKey key) {
    temporal.close();
    temporal = TestActivityEnvironment.newInstance();
    temporal.registerActivitiesImplementations(
        new VerifyActivitiesImpl(
            stores, new Verification(List.of(new VerifierSettings("release", ours))), key));
  }

  private Path pem(String kind, byte[] encoded, String file) throws IOException {
    return Files.writeString(
        directory.resolve(file),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(kind, Base64.getEncoder().encodeToString(encoded)));
  }

  private AttestRequest request() {
    Reference reference = Reference.parse(repository + ":1");
    return new AttestRequest(
        repository,
        image.digest(),
        "promotion/prod/app:1",
        "release",
        reference,
        reference,
        "Ann",
        true,
        List.of(
            new Gate.Report(
                "people", Gate.Verdict.PASSED, "approved by Bob (verified)", null, MOVED_AT)),
        List.of(
            new Statement(
                "a1",
                "people",
                image.digest(),
                "ab".repeat(32),
                true,
                "Bob",
                "oidc https://issuer.test",
                "",
                MOVED_AT)),
        MOVED_AT);
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return new ObjectMapper().readTree(bytes);
  }

  private ApplicationFailure verifyFails(Digest digest) {
    ActivityFailure failure =
        catchThrowableOfType(
            ActivityFailure.class,
            () -> activities().verify(new VerifyRequest(repository, digest, "release", null)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  private VerifyActivities activities() {
    return temporal.newActivityStub(
        VerifyActivities.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  }
}

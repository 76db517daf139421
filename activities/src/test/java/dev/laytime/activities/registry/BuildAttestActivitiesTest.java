package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.BuildAttestActivitiesImpl.Attester;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.sbom.Layers;
import dev.laytime.activities.registry.verify.Verification;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.activity.BuildAttestActivities;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.activity.BuildAttestResult;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays beside what was built, and whether a promotion's gates take it. */
class BuildAttestActivitiesTest {

  private static final Reference BUILDER =
      Reference.parse("registry.test/builder@sha256:" + "b".repeat(64));

  private static final String PROVENANCE = "https://slsa.dev/provenance/v1";
  private static final String MATERIALS = "https://cyclonedx.org/bom";
  private static final String COMMIT = "ab".repeat(20);
  private static final Digest BASE = Digest.of("sha256", "ef".repeat(32));
  private static final Instant BEGUN = Instant.parse("2026-11-30T12:00:00Z");

  @TempDir Path directory;
  private EmbeddedRegistry registry;
  private SampleImages images;
  private Repository repository;
  private ImageStores stores;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("registry/app")), 1);
    repository = Repository.parse(registry.address() + "/app");
    ClientSettings settings = ClientSettings.of(List.of(), Credentials.NONE);
    stores = new ImageStores(settings, _ -> false);
    client = new RegistryClient(settings);
  }

  @AfterEach
  void stop() {
    client.close();
    stores.close();
    registry.close();
  }

  @Test
  void leavesProvenanceAndABillOfMaterialsBesideAnImage() throws IOException {
    Manifest image = image();
    BuildAttestResult result = attest(Attester.UNSIGNED, request(image.digest(), git()));

    assertThat(referrers(image.digest()))
        .containsExactlyInAnyOrder(result.provenance(), result.materials());
    JsonNode statement = content(result.provenance());
    assertThat(statement.path("predicateType").asText()).isEqualTo(PROVENANCE);
    assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(image.digest().hex());
    assertThat(statement.path("predicate").toPrettyString())
        .isEqualToNormalizingNewlines(
            """
            {
              "buildDefinition" : {
                "buildType" : "https://laytime.dev/build/jib/v1",
                "externalParameters" : {
                  "image" : "%1$s:1.2",
                  "repository" : "https://git.test/team/app.git",
                  "ref" : "refs/tags/v1.2",
                  "commit" : "%2$s",
                  "context" : "",
                  "file" : ".laytime/image.yaml",
                  "args" : { },
                  "platforms" : [ "linux/amd64" ]
                },
                "internalParameters" : {
                  "rule" : "app",
                  "builders" : [ "%5$s" ]
                },
                "resolvedDependencies" : [ {
                  "uri" : "git+https://git.test/team/app.git@refs/tags/v1.2",
                  "digest" : {
                    "gitCommit" : "%2$s"
                  }
                }, {
                  "uri" : "pkg:oci/base@%3$s?repository_url=registry.test%%2Fbase&tag=1",
                  "digest" : {
                    "sha256" : "%4$s"
                  }
                } ]
              },
              "runDetails" : {
                "builder" : {
                  "id" : "https://laytime.dev/builder"
                },
                "metadata" : {
                  "invocationId" : "build/app:1.2#r1",
                  "startedOn" : "2026-11-30T12:00:00Z",
                  "finishedOn" : "2026-11-30T12:05:00Z"
                }
              }
            }\
            """
                .formatted(repository, COMMIT, BASE, BASE.hex(), BUILDER));
    JsonNode bill = content(result.materials());
    assertThat(bill.path("predicateType").asText()).isEqualTo(MATERIALS);
    assertThat(bill.at("/predicate/bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/predicate/components/0/purl").asText()).isEqualTo("pkg:maven/org.a/a@1");
  }

  @Test
  void saysOfATextThatItIsAllThereWas() throws IOException {
    Manifest image = image();
    String text = "cd".repeat(32);
    BuildSource source = new BuildSource.Text(Digest.of("sha256", text));
    BuildAttestResult result =
        attest(
            Attester.UNSIGNED,
            request(
                image.digest(),
                source,
                new ResolvedRef("text", new GitCommit(text)),
                BuildStrategy.KANIKO));

    JsonNode definition = content(result.provenance()).at("/predicate/buildDefinition");
    assertThat(definition.path("resolvedDependencies").toString())
        .isEqualTo("[{\"name\":\"Dockerfile\",\"digest\":{\"sha256\":\"%s\"}}]".formatted(text));
    assertThat(definition.at("/externalParameters/commit").asText()).isEqualTo(text);
  }

  @Test
  void leavesOneOfEachHoweverOftenItIsDone() throws IOException, GeneralSecurityException {
    Manifest image = image();
    for (Attester attester : List.of(Attester.UNSIGNED, signer(directory.resolve("key")))) {
      int before = referrers(image.digest()).size();
      BuildAttestResult first = attest(attester, request(image.digest(), git()));
      assertThat(attest(attester, request(image.digest(), git()))).isEqualTo(first);
      assertThat(referrers(image.digest())).hasSize(before + 2);
    }
  }

  @Test
  void passesTheGatesOfAPathWhereItIsSigned() throws IOException, GeneralSecurityException {
    Manifest index =
        images.index(
            List.of(image(), image()),
            List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
    images.tag(index, new Tag("1.2"));
    Attester signer = signer(directory.resolve("ours"));
    attest(signer, request(index.digest(), git()));

    for (String type : List.of(PROVENANCE, MATERIALS)) {
      assertThat(gate(directory.resolve("ours.pub"), index.digest(), type).passed()).isTrue();
      assertThat(gate(stranger(), index.digest(), type).reason())
          .contains("is not signed with a key of verifier");
    }
    assertThat(gate(directory.resolve("ours.pub"), index.digest(), "https://spdx.dev/Document"))
        .extracting(VerifyResult::passed)
        .isEqualTo(false);
  }

  @Test
  void passesNoGateWhereItIsNot() throws IOException, GeneralSecurityException {
    Manifest image = image();
    attest(Attester.UNSIGNED, request(image.digest(), git()));

    assertThat(gate(stranger(), image.digest(), PROVENANCE))
        .isEqualTo(new VerifyResult(false, "it has no attestation"));
  }

  @Test
  void leavesNothingWithoutTheKeyThatItIsToSignWith() throws IOException {
    Manifest image = image();
    Path key = Files.writeString(directory.resolve("key"), "-----BEGIN PRIVATE KEY-----\nAAAA");

    ActivityFailure failure =
        catchThrowableOfType(
            ActivityFailure.class,
            () ->
                attest(new Attester("urn:x", new SigningKey(key)), request(image.digest(), git())));

    assertThat(((ApplicationFailure) Objects.requireNonNull(failure.getCause())).getType())
        .isEqualTo("UNAVAILABLE");
    assertThat(referrers(image.digest())).isEmpty();
  }

  private Manifest image() throws IOException {
    String config =
        """
        {"os": "linux", "architecture": "amd64", "config": {"Labels": {
          "org.opencontainers.image.base.name": "registry.test/base:1",
          "org.opencontainers.image.base.digest": "%s"}}}
        """
            .formatted(BASE);
    Manifest image =
        images.manifest(
            MediaTypes.OCI_MANIFEST,
            images.blob(SampleImages.CONFIG, config.getBytes(StandardCharsets.UTF_8)),
            List.of(new Layers().file("a.jar", Layers.jar("org.a", "a", "1")).in(images)),
            null);
    images.tag(image, new Tag("1"));
    return image;
  }

  private static BuildSource git() {
    return new BuildSource.Git(
        new GitRepository("https://git.test/team/app.git", null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of("v*"), List.of()));
  }

  private BuildAttestRequest request(Digest digest, BuildSource source) {
    return request(
        digest,
        source,
        new ResolvedRef("refs/tags/v1.2", new GitCommit(COMMIT)),
        BuildStrategy.JIB);
  }

  private BuildAttestRequest request(
      Digest digest, BuildSource source, ResolvedRef resolved, BuildStrategy strategy) {
    BuildRecipe recipe =
        new BuildRecipe(
            strategy,
            "",
            strategy == BuildStrategy.JIB ? ".laytime/image.yaml" : "Dockerfile",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofHours(1));
    return new BuildAttestRequest(
        repository,
        digest,
        "build/app:1.2",
        "r1",
        Reference.parse(repository + ":1.2"),
        resolved,
        new BuildRun("app", source, recipe, BEGUN, BEGUN.plusSeconds(300), List.of(BUILDER)));
  }

  /** With a new key, of which the public half lies beside it. */
  private static Attester signer(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    pem("PRIVATE KEY", pair.getPrivate().getEncoded(), file);
    pem("PUBLIC KEY", pair.getPublic().getEncoded(), Path.of(file + ".pub"));
    return new Attester("https://laytime.dev/builder", new SigningKey(file));
  }

  private Path stranger() throws IOException, GeneralSecurityException {
    signer(directory.resolve("stranger"));
    return directory.resolve("stranger.pub");
  }

  private static void pem(String kind, byte[] encoded, Path file) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(encoded)));
  }

  private BuildAttestResult attest(Attester attester, BuildAttestRequest request) {
    TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    try {
      temporal.registerActivitiesImplementations(new BuildAttestActivitiesImpl(stores, attester));
      return temporal
          .newActivityStub(
              BuildAttestActivities.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
          .attest(request);
    } finally {
      temporal.close();
    }
  }

  /** As the gate {@code attested} asks. */
  private VerifyResult gate(Path key, Digest digest, String type) throws IOException {
    VerifierSettings verifier = new VerifierSettings("ours", new VerifierSettings.Trust.Keys(key));
    return new Verification(List.of(verifier))
        .verify(
            new VerifyRequest(repository, digest, "ours", type),
            client.source(repository),
            () -> {});
  }

  private List<Digest> referrers(Digest subject) throws IOException {
    return client.source(repository).referrers(subject).stream().map(Descriptor::digest).toList();
  }

  /** The statement that a referrer has, as a plain document. */
  private JsonNode content(Digest referrer) throws IOException {
    RemoteRepository there = client.source(repository);
    JsonNode layer = json(there.fetch(referrer).bytes()).path("layers").path(0);
    assertThat(layer.path("mediaType").asText()).isEqualTo("application/vnd.in-toto+json");
    Descriptor blob =
        new Descriptor(
            layer.path("mediaType").asText(),
            new Digest(layer.path("digest").asText()),
            layer.path("size").asLong(),
            null);
    try (InputStream content = there.open(blob)) {
      return json(content.readAllBytes());
    }
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return new ObjectMapper().readTree(bytes);
  }
}

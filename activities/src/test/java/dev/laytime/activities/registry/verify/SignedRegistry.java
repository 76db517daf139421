package dev.laytime.activities.registry.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry with an image, where others leave signatures and attestations. */
final class SignedRegistry implements AutoCloseable {

  static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  final EmbeddedRegistry registry;
  final Manifest image;
  final Manifest other;
  private final RegistryClient client;
  private final Repository repository;

  SignedRegistry(Path directory) throws IOException {
    registry = EmbeddedRegistry.start(directory, 0);
    SampleImages images = new SampleImages(OciLayout.openOrCreate(directory.resolve("app")), 1);
    image = images.image(Platform.parse("linux/amd64"), 100);
    other = images.image(Platform.parse("linux/amd64"), 200);
    images.tag(image, new Tag("1"));
    images.tag(other, new Tag("2"));
    client = new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
    repository = Repository.parse(registry.address() + "/app");
  }

  /** One layer of an artifact. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Layer(String type, byte[] content, Map<String, String> annotations) {

    static Layer of(String type, String content) {
      return new Layer(type, content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Layer signed(String payload, String signature) {
      return new Layer(
          SIMPLE_SIGNING,
          payload.getBytes(StandardCharsets.UTF_8),
          Map.of(KeyJudge.SIGNATURE, signature));
    }
  }

  Digest digest() {
    return image.digest();
  }

  ImageStore store() {
    return client.source(repository);
  }

  /** Leaves an artifact under the tag that cosign's first form has for the image. */
  void tag(String suffix, Layer... layers) throws IOException {
    Tag tag = new Tag("sha256-%s.%s".formatted(digest().hex(), suffix));
    store(manifest(null, null, layers), tag);
  }

  /** Leaves an artifact that refers to the image. */
  Digest refer(Layer... layers) throws IOException {
    Manifest referrer = manifest(image, null, layers);
    store(referrer, null);
    return referrer.digest();
  }

  /** Leaves a bundle, as cosign does. */
  void bundle(byte[] bundle) throws IOException {
    store(manifest(image, BUNDLE, new Layer(BUNDLE, bundle, Map.of())), null);
  }

  /** The image, for others. */
  String name() {
    return repository + "@" + digest();
  }

  private void store(Manifest manifest, @Nullable Tag tag) throws IOException {
    client.target(repository).write(manifest, tag);
  }

  private Manifest manifest(
      @Nullable Manifest subject, @Nullable String artifactType, Layer... layers)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    describe(json.putObject("config"), Layer.of("application/vnd.oci.empty.v1+json", "{}"));
    for (Layer layer : layers) {
      ObjectNode node = json.withArray("layers").addObject();
      describe(node, layer);
      layer.annotations().forEach(node.putObject("annotations")::put);
    }
    if (artifactType != null) {
      json.put("artifactType", artifactType);
    }
    if (subject != null) {
      json.putObject("subject")
          .put("mediaType", subject.mediaType())
          .put("digest", subject.digest().value())
          .put("size", subject.bytes().length);
    }
    byte[] bytes = JSON.writeValueAsBytes(json);
    return new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(bytes, "sha256"), bytes);
  }

  private void describe(ObjectNode node, Layer layer) throws IOException {
    Digest digest = Hashing.digestOf(layer.content(), "sha256");
    client
        .target(repository)
        .write(
            new Descriptor(layer.type(), digest, layer.content().length, null),
            new ByteArrayInputStream(layer.content()));
    node.put("mediaType", layer.type()).put("digest", digest.value());
    node.put("size", layer.content().length);
  }

  VerifyResult signature(VerifierSettings.Trust trust) throws IOException {
    return verify(trust, null);
  }

  VerifyResult attestation(VerifierSettings.Trust trust) throws IOException {
    return verify(trust, Documented.SBOM);
  }

  private VerifyResult verify(VerifierSettings.Trust trust, @Nullable String predicateType)
      throws IOException {
    return new Verification(List.of(new VerifierSettings("release", trust)))
        .verify(
            new VerifyRequest(repository, digest(), "release", predicateType), store(), () -> {});
  }

  /** What a judge makes of one piece of evidence, wherever it was. */
  VerifyResult weigh(Evidence evidence, Judge judge) {
    Weighing weighing = new Weighing(judge, new Wanted(image, null));
    boolean counts = weighing.counts(evidence);
    assertThat(weighing.result(true).passed()).isEqualTo(counts);
    return weighing.result(true);
  }

  @Override
  public void close() {
    client.close();
    registry.close();
  }
}

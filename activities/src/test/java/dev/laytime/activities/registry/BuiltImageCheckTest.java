package dev.laytime.activities.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What builders pushed, and what they say of it. */
class BuiltImageCheckTest {

  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String ATTESTATION =
      "'annotations': {'vnd.docker.reference.type': 'attestation-manifest'}, ";

  private final FakeStore store = new FakeStore();

  @Test
  void isForWhatEachOfItsImagesSaysItself() throws IOException {
    Manifest amd = image("amd64");
    Manifest arm = image("arm64");
    Manifest attestation = image("");

    assertThat(check(index(child(amd, "amd64", ""), child(arm, "arm64", ""))))
        .isEqualTo(new BuiltImageResult(""));
    assertThat(
            check(
                index(
                    child(amd, "amd64", ""),
                    child(arm, "arm64", ""),
                    child(attestation, "unknown", ATTESTATION))))
        .isEqualTo(new BuiltImageResult(""));
    assertThat(check(index(child(amd, "amd64", ""), child(amd, "arm64", ""))).fault())
        .contains("is for linux/arm64, and it says linux/amd64 itself");
    assertThat(
            check(
                    index(
                        child(amd, "amd64", ""),
                        child(arm, "arm64", ""),
                        child(attestation, "unknown", "")))
                .fault())
        .contains("it is not said what platform");
    assertThat(check(index(child(index(child(amd, "amd64", "")), "amd64", ""))).fault())
        .contains("another index");
  }

  @Test
  void tellsWhatIsNotThereFromWhatIsWrong() throws IOException {
    Manifest amd = image("amd64");
    Manifest arm = image("arm64");
    Manifest index = index(child(amd, "amd64", ""), child(arm, "arm64", ""));

    store.manifests.remove(arm.digest());
    assertThat(check(index).missing()).isTrue();
    store.manifests.put(arm.digest(), arm);
    store.lost = true;
    assertThat(check(index).missing()).isTrue();
    store.manifests.remove(index.digest());
    assertThat(check(index).fault()).contains("which its builder says it pushed");
  }

  private BuiltImageResult check(Manifest image) throws IOException {
    BuiltImageRequest request =
        new BuiltImageRequest(
            Repository.parse("r.test/laytime-build/app"),
            image.digest(),
            List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
    return new BuiltImageCheck(request, store, () -> {}).result();
  }

  private Manifest image(String architecture) {
    byte[] config =
        "{'os': 'linux', 'architecture': '%s'}"
            .formatted(architecture)
            .replace('\'', '"')
            .getBytes(UTF_8);
    Digest digest = sha256(config);
    store.blobs.put(digest, config);
    return manifest(
        MediaTypes.OCI_MANIFEST,
        "{'config': {'mediaType': '%s', 'digest': '%s', 'size': %d}, 'layers': []}"
            .formatted(CONFIG, digest, config.length));
  }

  private Manifest index(String... children) {
    return manifest(
        MediaTypes.OCI_INDEX, "{'manifests': [%s]}".formatted(String.join(", ", children)));
  }

  private static String child(Manifest image, String architecture, String more) {
    return ("{%s'mediaType': '%s', 'digest': '%s', 'size': %d,"
            + " 'platform': {'os': 'linux', 'architecture': '%s'}}")
        .formatted(more, image.mediaType(), image.digest(), image.bytes().length, architecture);
  }

  private Manifest manifest(String mediaType, String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
    Manifest manifest = new Manifest(mediaType, sha256(bytes), bytes);
    store.manifests.put(manifest.digest(), manifest);
    return manifest;
  }

  private static Digest sha256(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Digest.of("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is asked for here. */
  private static final class FakeStore implements ImageStore {

    final Map<Digest, Manifest> manifests = new HashMap<>();
    final Map<Digest, byte[]> blobs = new HashMap<>();
    boolean lost;

    @Override
    public Optional<Descriptor> find(Digest digest) {
      return Optional.ofNullable(manifests.get(digest)).map(Manifest::descriptor);
    }

    @Override
    public Manifest fetch(Digest digest) {
      return Objects.requireNonNull(manifests.get(digest), "It was found");
    }

    @Override
    public boolean has(Descriptor blob) {
      return !lost && blobs.containsKey(blob.digest());
    }

    @Override
    public InputStream open(Descriptor blob) {
      return new ByteArrayInputStream(Objects.requireNonNull(blobs.get(blob.digest()), "It is"));
    }

    @Override
    public Optional<Descriptor> find(Tag tag) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Tag> tags() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Manifest> get(Tag tag) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(Descriptor blob, InputStream content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Having have(Descriptor blob, ImageStore from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(Manifest manifest, @Nullable Tag tag) {
      throw new UnsupportedOperationException();
    }
  }
}

package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.activities.registry.layout.Samples;
import dev.laytime.activities.registry.layout.Samples.Content;
import dev.laytime.image.Digest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec, "Pushing manifests". */
class PushManifestTest extends RegistryTest {

  private static final String MANIFESTS = "/v2/app/manifests/";

  @BeforeEach
  void push() {
    pushBlobs("app");
  }

  @Test
  void keepsTheExactBytesUnderATag() {
    HttpResponse<String> response = client.putManifest("app", "v1", IMAGE);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "Location")).isEqualTo(MANIFESTS + "v1");
    assertThat(header(response, "Docker-Content-Digest")).isEqualTo(IMAGE.digest().value());
    assertThat(client.get(MANIFESTS + "v1").body()).isEqualTo(IMAGE.text());
  }

  @Test
  void takesAManifestByDigestWithTags() {
    HttpResponse<String> response =
        client.putManifest("app", IMAGE.digest() + "?tag=v1&tag=v1.2", IMAGE);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "OCI-Tag")).isEqualTo("v1, v1.2");
    assertThat(client.get(MANIFESTS + "v1.2").body()).isEqualTo(IMAGE.text());
  }

  @Test
  void takesAManifestUnderAnotherAlgorithm() {
    Digest sha512 = DigestAlgorithm.SHA512.digest(IMAGE.bytes());

    client.pushManifest("app", sha512.value(), IMAGE);

    HttpResponse<String> response = client.get(MANIFESTS + sha512);
    assertThat(response.body()).isEqualTo(IMAGE.text());
    assertThat(header(response, "Docker-Content-Digest")).isEqualTo(sha512.value());
  }

  @Test
  void refusesAManifestOfAnotherDigest() {
    assertRefused(client.putManifest("app", OTHER.digest().value(), IMAGE), 400, "DIGEST_INVALID");
    assertRefused(client.putManifest("app", "sha256:1", IMAGE), 400, "DIGEST_INVALID");
    assertRefused(client.putManifest("app", ".x", IMAGE), 400, "MANIFEST_INVALID");
  }

  @Test
  void refusesAnImageWhoseBlobsAreMissing() {
    Content missing = Samples.blob("missing");

    assertRefused(
        client.putManifest("app", "v1", Samples.image(CONFIG, missing, "")),
        400,
        "MANIFEST_BLOB_UNKNOWN");
    assertRefused(
        client.putManifest("app", "v1", Samples.image(missing, LAYER, "")),
        400,
        "MANIFEST_BLOB_UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
      })
  void needsNoLayersThatMustNotBeDistributed(String mediaType) {
    Content image = Samples.image(CONFIG, Samples.blob("elsewhere", mediaType), "");

    client.pushManifest("app", "v1", image);
  }

  @Test
  void refusesAnIndexWhoseChildrenAreMissing() {
    client.pushManifest("app", IMAGE.digest().value(), IMAGE);

    assertRefused(client.putManifest("app", "v1", INDEX), 400, "MANIFEST_BLOB_UNKNOWN");

    client.pushManifest("app", OTHER.digest().value(), OTHER);
    client.pushManifest("app", "v1", INDEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not json", "[]", "{}", "{\"config\":{\"mediaType\":\"x\",\"size\":1}}"})
  void refusesWhatIsNoManifest(String body) {
    HttpResponse<String> response =
        client.put(MANIFESTS + "v1", body, "Content-Type", IMAGE.mediaType());

    assertRefused(response, 400, "MANIFEST_INVALID");
  }

  @Test
  void believesTheTypeOnlyIfTheManifestSaysTheSame() {
    String docker = "application/vnd.docker.distribution.manifest.v2+json";
    assertRefused(
        client.put(MANIFESTS + "v1", IMAGE.text(), "Content-Type", docker),
        400,
        "MANIFEST_INVALID");
    assertRefused(
        client.put(MANIFESTS + "v1", "{}", "Content-Type", "text/plain"), 400, "MANIFEST_INVALID");

    String parameters = IMAGE.mediaType() + "; charset=utf-8";
    assertThat(client.put(MANIFESTS + "v1", IMAGE.text(), "Content-Type", parameters).statusCode())
        .isEqualTo(201);
    assertThat(header(client.get(MANIFESTS + "v1"), "Content-Type")).isEqualTo(IMAGE.mediaType());
  }

  @Test
  void takesFourMebibytesAndNoMore() {
    Content largest = padded(4 * 1024 * 1024);
    Content larger = padded(4 * 1024 * 1024 + 1);

    assertThat(client.putManifest("app", "v1", largest).statusCode()).isEqualTo(201);
    assertRefused(client.putManifest("app", "v1", larger), 413, "SIZE_INVALID");
  }

  @Test
  void movesATag() {
    client.pushManifest("app", "v1", IMAGE);
    client.pushManifest("app", "v1", OTHER);

    assertThat(client.get(MANIFESTS + "v1").body()).isEqualTo(OTHER.text());
    assertThat(client.get(MANIFESTS + IMAGE.digest()).body()).isEqualTo(IMAGE.text());
  }

  @Test
  void answersWithTheSubjectEvenIfThatIsNotThere() {
    Content referrer = Samples.image(CONFIG, LAYER, Samples.subject(IMAGE));

    HttpResponse<String> response = client.putManifest("app", referrer.digest().value(), referrer);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "OCI-Subject")).isEqualTo(IMAGE.digest().value());
  }

  private static Content padded(int size) {
    Content plain = Samples.image(CONFIG, LAYER, "\"pad\":\"\",");
    String pad = "x".repeat(size - plain.bytes().length);
    return Samples.image(CONFIG, LAYER, "\"pad\":\"" + pad + "\",");
  }
}

package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Distribution-spec, "Content management". */
class ManagementTest extends RegistryTest {

  private static final String MANIFESTS = "/v2/app/manifests/";
  private static final String BLOBS = "/v2/app/blobs/";

  @Test
  void deletesATagButNotItsManifest() {
    pushImage("app", "v1");

    assertThat(client.delete(MANIFESTS + "v1").statusCode()).isEqualTo(202);

    assertRefused(client.get(MANIFESTS + "v1"), 404, "MANIFEST_UNKNOWN");
    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(200);
    assertRefused(client.delete(MANIFESTS + "v1"), 404, "MANIFEST_UNKNOWN");
  }

  @Test
  void deletesAManifestWithItsTags() {
    pushImage("app", "v1");
    client.pushManifest("app", "v2", IMAGE);
    client.pushManifest("app", "other", OTHER);

    assertThat(client.delete(MANIFESTS + IMAGE.digest()).statusCode()).isEqualTo(202);

    assertThat(statusOf(MANIFESTS + IMAGE.digest())).isEqualTo(404);
    assertThat(statusOf(MANIFESTS + "v1")).isEqualTo(404);
    assertThat(client.get("/v2/app/tags/list").body()).contains("[\"other\"]");
    assertRefused(client.delete(MANIFESTS + IMAGE.digest()), 404, "MANIFEST_UNKNOWN");
  }

  @Test
  void deletesABlob() {
    pushBlobs("app");

    assertThat(client.delete(BLOBS + LAYER.digest()).statusCode()).isEqualTo(202);

    assertRefused(client.get(BLOBS + LAYER.digest()), 404, "BLOB_UNKNOWN");
    assertRefused(client.delete(BLOBS + LAYER.digest()), 404, "BLOB_UNKNOWN");
  }

  @Test
  void deletesNoManifestAsABlob() {
    pushImage("app", "v1");

    assertRefused(client.delete(BLOBS + IMAGE.digest()), 405, "UNSUPPORTED");
    assertThat(statusOf(MANIFESTS + "v1")).isEqualTo(200);
  }

  @Test
  void deletesNothingWhereNothingIs() {
    assertRefused(client.delete("/v2/nobody/manifests/v1"), 404, "NAME_UNKNOWN");
    assertRefused(client.delete("/v2/nobody/blobs/" + LAYER.digest()), 404, "NAME_UNKNOWN");
  }

  @Test
  void takesADeletedManifestAgain() {
    pushImage("app", "v1");
    client.delete(MANIFESTS + IMAGE.digest());

    client.pushManifest("app", "v1", IMAGE);

    assertThat(client.get(MANIFESTS + "v1").body()).isEqualTo(IMAGE.text());
  }
}

package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.layout.Samples;
import dev.laytime.activities.registry.layout.Samples.Content;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Distribution-spec, "Content discovery". */
class DiscoveryTest extends RegistryTest {

  private static final String TAGS = "/v2/app/tags/list";
  private static final String REFERRERS = "/v2/app/referrers/";

  @Test
  void listsTagsInAsciiOrder() {
    pushImage("app", "b");
    client.pushManifest("app", "a", IMAGE);
    client.pushManifest("app", "B", OTHER);

    assertThat(client.get(TAGS).body())
        .isEqualTo("{\"name\":\"app\",\"tags\":[\"B\",\"a\",\"b\"]}");
  }

  @Test
  void listsNoTagsOfARepositoryWithoutAny() {
    pushBlobs("app");

    assertThat(client.get(TAGS).body()).isEqualTo("{\"name\":\"app\",\"tags\":[]}");
    assertRefused(client.get("/v2/nobody/tags/list"), 404, "NAME_UNKNOWN");
    assertRefused(client.post(TAGS), 405, "UNSUPPORTED");
  }

  @Test
  void listsTagsByPages() {
    pushImage("app", "a");
    client.pushManifest("app", "b", IMAGE);
    client.pushManifest("app", "c", IMAGE);

    HttpResponse<String> first = client.get(TAGS + "?n=2");
    assertThat(first.body()).contains("\"tags\":[\"a\",\"b\"]");
    assertThat(header(first, "Link")).isEqualTo("</v2/app/tags/list?n=2&last=b>; rel=\"next\"");
    HttpResponse<String> second = client.get(TAGS + "?n=2&last=b");
    assertThat(second.body()).contains("\"tags\":[\"c\"]");
    assertThat(header(second, "Link")).isEmpty();
    assertThat(header(client.get(TAGS + "?n=3"), "Link")).isEmpty();
    assertThat(client.get(TAGS + "?last=aa").body()).contains("\"tags\":[\"b\",\"c\"]");
    assertThat(client.get(TAGS + "?n=99999999999").body()).contains("\"a\",\"b\",\"c\"");
  }

  @Test
  void listsNothingWhereNothingIsAskedFor() {
    pushImage("app", "a");

    HttpResponse<String> response = client.get(TAGS + "?n=0");

    assertThat(response.body()).contains("\"tags\":[]");
    assertThat(header(response, "Link")).isEmpty();
    assertRefused(client.get(TAGS + "?n=-1"), 400, "UNSUPPORTED");
  }

  @Test
  void listsRepositories() {
    pushBlobs("b");
    pushBlobs("a");
    pushBlobs("a/blobs/c");

    assertThat(client.get("/v2/_catalog").body())
        .isEqualTo("{\"repositories\":[\"a\",\"a/blobs/c\",\"b\"]}");
    HttpResponse<String> page = client.get("/v2/_catalog?n=1&last=a");
    assertThat(page.body()).isEqualTo("{\"repositories\":[\"a/blobs/c\"]}");
    assertThat(header(page, "Link"))
        .isEqualTo("</v2/_catalog?n=1&last=a%2Fblobs%2Fc>; rel=\"next\"");
  }

  @Test
  void listsReferrers() {
    pushImage("app", "v1");
    Content sbom = referrer("\"artifactType\":\"a/sbom\",\"annotations\":{\"k\":\"v\"},");
    Content plain = referrer("");
    client.pushManifest("app", sbom.digest().value(), sbom);
    client.pushManifest("app", plain.digest().value(), plain);

    HttpResponse<String> response = client.get(REFERRERS + IMAGE.digest());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type"))
        .isEqualTo("application/vnd.oci.image.index.v1+json");
    assertThat(header(response, "OCI-Filters-Applied")).isEmpty();
    assertThat(response.body())
        .startsWith(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"")
        .contains(described(sbom, ",\"artifactType\":\"a/sbom\",\"annotations\":{\"k\":\"v\"}}"))
        .contains(described(plain, ",\"artifactType\":\"" + CONFIG.mediaType() + "\"}"));
  }

  @Test
  void filtersReferrersByType() {
    pushImage("app", "v1");
    Content sbom = referrer("\"artifactType\":\"application/sbom+json\",");
    Content plain = referrer("");
    client.pushManifest("app", sbom.digest().value(), sbom);
    client.pushManifest("app", plain.digest().value(), plain);

    HttpResponse<String> response =
        client.get(REFERRERS + IMAGE.digest() + "?artifactType=application/sbom+json");

    assertThat(header(response, "OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(response.body())
        .contains(sbom.digest().value())
        .doesNotContain(plain.digest().value());
  }

  @Test
  void knowsNoReferrersOfWhatItDoesNotKnow() {
    pushBlobs("app");

    assertThat(client.get(REFERRERS + IMAGE.digest()).body()).endsWith("\"manifests\":[]}");
    assertThat(statusOf("/v2/nobody/referrers/" + IMAGE.digest())).isEqualTo(200);
    assertRefused(client.get(REFERRERS + "latest"), 400, "DIGEST_INVALID");
  }

  @Test
  void forgetsAReferrerThatWasDeleted() {
    pushImage("app", "v1");
    Content sbom = referrer("");
    client.pushManifest("app", sbom.digest().value(), sbom);

    client.delete("/v2/app/manifests/" + sbom.digest());

    assertThat(client.get(REFERRERS + IMAGE.digest()).body()).endsWith("\"manifests\":[]}");
  }

  private static Content referrer(String more) {
    return Samples.image(CONFIG, LAYER, Samples.subject(IMAGE) + more);
  }

  private static String described(Content manifest, String end) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s"
        .formatted(manifest.mediaType(), manifest.digest(), manifest.bytes().length, end);
  }
}

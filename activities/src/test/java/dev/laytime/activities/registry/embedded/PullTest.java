package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec, "Pull" and "Determining support". */
class PullTest extends RegistryTest {

  private static final String MANIFESTS = "/v2/team/app/manifests/";
  private static final String BLOBS = "/v2/team/app/blobs/";

  @BeforeEach
  void push() {
    pushImage("team/app", "v1");
  }

  @Test
  void saysThatItImplementsTheSpec() {
    HttpResponse<String> response = client.get("/v2/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
  }

  @Test
  void pullsAManifestByTagAndByDigest() {
    for (String selector : new String[] {"v1", IMAGE.digest().value()}) {
      HttpResponse<String> response = client.get(MANIFESTS + selector, "Accept", "text/html");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(IMAGE.text());
      assertThat(header(response, "Content-Type")).isEqualTo(IMAGE.mediaType());
      assertThat(header(response, "Docker-Content-Digest")).isEqualTo(IMAGE.digest().value());
    }
  }

  @Test
  void tellsWhetherAManifestExists() {
    HttpResponse<String> response = client.head(MANIFESTS + "v1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "Content-Length")).isEqualTo("" + IMAGE.bytes().length);
    assertThat(header(response, "Content-Type")).isEqualTo(IMAGE.mediaType());
    assertThat(header(response, "Docker-Content-Digest")).isEqualTo(IMAGE.digest().value());
    assertThat(client.head(MANIFESTS + "v2").statusCode()).isEqualTo(404);
  }

  @Test
  void knowsNoOtherManifest() {
    assertRefused(client.get(MANIFESTS + "v2"), 404, "MANIFEST_UNKNOWN");
    assertRefused(client.get(MANIFESTS + OTHER.digest()), 404, "MANIFEST_UNKNOWN");
    assertRefused(client.get(MANIFESTS + LAYER.digest()), 404, "MANIFEST_UNKNOWN");
    assertRefused(client.get(MANIFESTS + ".INVALID"), 404, "MANIFEST_UNKNOWN");
    assertRefused(client.get(MANIFESTS + "sha256:1"), 400, "DIGEST_INVALID");
    assertRefused(client.get("/v2/nobody/manifests/v1"), 404, "NAME_UNKNOWN");
  }

  @Test
  void pullsABlob() {
    HttpResponse<String> response = client.get(BLOBS + LAYER.digest());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("0123456789");
    assertThat(header(response, "Docker-Content-Digest")).isEqualTo(LAYER.digest().value());
  }

  @Test
  void tellsWhetherABlobExists() {
    HttpResponse<String> response = client.head(BLOBS + LAYER.digest());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo("10");
    assertThat(client.head(BLOBS + OTHER.digest()).statusCode()).isEqualTo(404);
  }

  @Test
  void knowsNoOtherBlob() {
    assertRefused(client.get(BLOBS + OTHER.digest()), 404, "BLOB_UNKNOWN");
    assertRefused(client.get(BLOBS + "sha256:1"), 400, "DIGEST_INVALID");
    assertRefused(client.get("/v2/nobody/blobs/" + LAYER.digest()), 404, "NAME_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 234, bytes 2-4/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=7-100, 789, bytes 7-9/10",
    "bytes=-3, 789, bytes 7-9/10",
    "bytes=-100, 0123456789, bytes 0-9/10"
  })
  void pullsAPartOfABlob(String range, String part, String contentRange) {
    HttpResponse<String> response = client.get(BLOBS + LAYER.digest(), "Range", range);

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(part);
    assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=5-2", "bytes=-0"})
  void refusesAPartThatIsNotThere(String range) {
    HttpResponse<String> response = client.get(BLOBS + LAYER.digest(), "Range", range);

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=x-"})
  void ignoresRangesThatItDoesNotServe(String range) {
    HttpResponse<String> response = client.get(BLOBS + LAYER.digest(), "Range", range);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "a//b", "../etc", "%2e%2e/etc", "a/..", "-a", "a%00"})
  void refusesANameThatIsNone(String name) {
    HttpResponse<String> response = client.get("/v2/" + name + "/manifests/v1");

    assertRefused(response, 400, "NAME_INVALID");
  }

  @Test
  void knowsNoOtherEndpoint() {
    assertRefused(client.get("/v2/team/app"), 404, "UNSUPPORTED");
    assertRefused(client.get("/"), 404, "UNSUPPORTED");
    assertRefused(client.post(MANIFESTS + "v1"), 405, "UNSUPPORTED");
    assertRefused(client.post(BLOBS + LAYER.digest()), 405, "UNSUPPORTED");
  }

  @Test
  void logsWhatItWasAsked() {
    registry.requests().clear();

    client.get("/v2/nobody/manifests/v1");

    assertThat(registry.requests().entries())
        .containsExactly(new RequestLog.Entry("GET", "/v2/nobody/manifests/v1", 404));
  }
}

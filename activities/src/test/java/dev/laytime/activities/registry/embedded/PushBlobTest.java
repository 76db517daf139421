package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution-spec, "Pushing blobs". */
class PushBlobTest extends RegistryTest {

  private static final String UPLOADS = "/v2/app/blobs/uploads/";
  private static final String BLOB = "/v2/app/blobs/" + LAYER.digest();

  @Test
  void takesABlobByPostThenPut() {
    HttpResponse<String> started = client.post(UPLOADS);
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(header(started, "Location")).startsWith(UPLOADS);

    HttpResponse<String> done =
        client.put(header(started, "Location") + "?digest=" + LAYER.digest(), LAYER.text());

    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(header(done, "Location")).isEqualTo(BLOB);
    assertThat(header(done, "Docker-Content-Digest")).isEqualTo(LAYER.digest().value());
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void storesAWrongDigestOnlyWhereItIsToldToBehaveSo() {
    String wrong = "?digest=" + LAYER.digest();
    assertRefused(
        client.put(header(client.post(UPLOADS), "Location") + wrong, "other"),
        400,
        "DIGEST_INVALID");
    registry.behaviours().turnOn(new Behaviour.StoresWrongDigests());
    assertThat(client.put(header(client.post(UPLOADS), "Location") + wrong, "other").statusCode())
        .isEqualTo(201);
    assertThat(client.get(BLOB).body()).isEqualTo("other");
  }

  @Test
  void takesABlobBySinglePost() {
    HttpResponse<String> done = client.post(UPLOADS + "?digest=" + LAYER.digest(), LAYER.text());

    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(header(done, "Location")).isEqualTo(BLOB);
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void takesABlobInChunks() {
    String location = header(client.post(UPLOADS), "Location");

    HttpResponse<String> first = client.patch(location, "01234", "Content-Range", "0-4");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(header(first, "Range")).isEqualTo("0-4");
    HttpResponse<String> second =
        client.patch(header(first, "Location"), "567", "Content-Range", "5-7");
    assertThat(header(second, "Range")).isEqualTo("0-7");
    HttpResponse<String> done =
        client.put(
            header(second, "Location") + "?digest=" + LAYER.digest(), "89", "Content-Range", "8-9");

    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void takesAStreamOfUnknownLength() {
    String location = header(client.post(UPLOADS), "Location");

    HttpResponse<String> streamed =
        client.send(
            "PATCH",
            location,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LAYER.bytes())));
    HttpResponse<String> done = client.put(location + "?digest=" + LAYER.digest(), "");

    assertThat(streamed.statusCode()).isEqualTo(202);
    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-4", "6-9", "20-24"})
  void refusesAChunkOutOfOrderAndTellsWhereItIs(String range) {
    String location = header(client.post(UPLOADS), "Location");
    client.patch(location, "01234", "Content-Range", "0-4");

    HttpResponse<String> patched = client.patch(location, "xxxxx", "Content-Range", range);
    HttpResponse<String> put =
        client.put(location + "?digest=" + LAYER.digest(), "xxxxx", "Content-Range", range);
    HttpResponse<String> status = client.get(location);

    assertRefused(patched, 416, "BLOB_UPLOAD_INVALID");
    assertRefused(put, 416, "BLOB_UPLOAD_INVALID");
    assertThat(status.statusCode()).isEqualTo(204);
    assertThat(header(status, "Range")).isEqualTo("0-4");
    assertThat(header(status, "Location")).isEqualTo(location);
  }

  @Test
  void refusesAChunkWhoseLengthIsNotItsRange() {
    String location = header(client.post(UPLOADS), "Location");

    assertRefused(client.patch(location, "01234", "Content-Range", "0-9"), 400, "SIZE_INVALID");
    assertRefused(
        client.patch(location, "01234", "Content-Range", "bytes 0-4"), 400, "BLOB_UPLOAD_INVALID");
  }

  @Test
  void resumesAnUploadAfterTheConnectionBroke() throws IOException {
    String location = header(client.post(UPLOADS), "Location");

    breakOff("PATCH " + location + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234");

    HttpResponse<String> rest = client.patch(location, "56789", "Content-Range", "5-9");
    assertThat(rest.statusCode()).as(rest.body()).isEqualTo(202);
    assertThat(client.put(location + "?digest=" + LAYER.digest(), "").statusCode()).isEqualTo(201);
  }

  @Test
  void refusesContentOfAnotherDigest() throws IOException {
    String location = header(client.post(UPLOADS), "Location");
    String query = "?digest=" + LAYER.digest();

    assertRefused(client.put(location + query, "else"), 400, "DIGEST_INVALID");
    assertRefused(client.post(UPLOADS + query, "else"), 400, "DIGEST_INVALID");

    assertThat(statusOf(BLOB)).isEqualTo(404);
    assertThat(unfinished()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?digest=", "?digest=sha256:1", "?digest=md5:0123"})
  void refusesADigestThatIsNone(String query) {
    String location = header(client.post(UPLOADS), "Location");

    assertRefused(client.put(location + query, LAYER.text()), 400, "DIGEST_INVALID");
  }

  @Test
  void takesABlobOfAnotherAlgorithm() {
    Digest sha512 = DigestAlgorithm.SHA512.digest(LAYER.bytes());
    String location = header(client.post(UPLOADS + "?digest-algorithm=sha512"), "Location");

    assertThat(client.put(location + "?digest=" + sha512, LAYER.text()).statusCode())
        .isEqualTo(201);

    assertThat(client.get("/v2/app/blobs/" + sha512).body()).isEqualTo(LAYER.text());
    assertRefused(client.post(UPLOADS + "?digest-algorithm=md5"), 400, "DIGEST_INVALID");
  }

  @Test
  void cancelsAnUpload() throws IOException {
    String location = header(client.post(UPLOADS), "Location");
    assertThat(unfinished()).isEqualTo(1);

    assertThat(client.delete(location).statusCode()).isEqualTo(204);

    assertRefused(client.get(location), 404, "BLOB_UPLOAD_UNKNOWN");
    assertRefused(client.patch(location, "x"), 404, "BLOB_UPLOAD_UNKNOWN");
    assertThat(unfinished()).isZero();
  }

  @Test
  void knowsAnUploadOnlyInItsRepository() {
    String location = header(client.post(UPLOADS), "Location");

    assertRefused(client.get(location.replace("/app/", "/other/")), 404, "BLOB_UPLOAD_UNKNOWN");
  }

  @Test
  void dropsAnUploadThatNobodyTouches() {
    String abandoned = header(client.post(UPLOADS), "Location");
    time.pause(Duration.ofMinutes(40));
    String touched = header(client.post(UPLOADS), "Location");
    time.pause(Duration.ofMinutes(40));
    client.post(UPLOADS);

    assertThat(statusOf(abandoned)).isEqualTo(404);
    assertThat(statusOf(touched)).isEqualTo(204);
  }

  @Test
  void mountsABlobFromAnotherRepository() {
    client.pushBlob("library/base", LAYER);

    HttpResponse<String> mounted =
        client.post(UPLOADS + "?mount=" + LAYER.digest() + "&from=library/base");

    assertThat(mounted.statusCode()).isEqualTo(201);
    assertThat(header(mounted, "Location")).isEqualTo(BLOB);
    client.delete("/v2/library/base/blobs/" + LAYER.digest());
    assertThat(client.get(BLOB).body()).isEqualTo(LAYER.text());
  }

  @Test
  void mountsABlobFromWhereverItIs() {
    client.pushBlob("library/base", LAYER);

    assertThat(client.post(UPLOADS + "?mount=" + LAYER.digest()).statusCode()).isEqualTo(201);
    assertThat(statusOf(BLOB)).isEqualTo(200);
  }

  @Test
  void startsAnUploadWhereItCannotMount() {
    client.pushBlob("library/base", LAYER);

    HttpResponse<String> elsewhere =
        client.post(UPLOADS + "?mount=" + LAYER.digest() + "&from=library/other");
    HttpResponse<String> nowhere = client.post(UPLOADS + "?mount=" + CONFIG.digest());

    assertThat(elsewhere.statusCode()).isEqualTo(202);
    assertThat(nowhere.statusCode()).isEqualTo(202);
    String location = header(elsewhere, "Location");
    assertThat(client.put(location + "?digest=" + LAYER.digest(), LAYER.text()).statusCode())
        .isEqualTo(201);
  }

  private long unfinished() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("app"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".part-")).count();
    }
  }

  /** Sends a part of a request, says that no more comes, and waits until the server gave up. */
  private void breakOff(String request) throws IOException {
    String[] address = registry.address().split(":", 2);
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}

package dev.laytime.starter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Digest;
import dev.laytime.starter.output.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoImageTest {

  private final Path directory;

  DemoImageTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    new DemoImage("shop").writeTo(directory, "1");
  }

  @Test
  void isOneTaggedIndexOfTwoPlatforms() throws Exception {
    JsonNode entry = json(directory.resolve("index.json")).at("/manifests/0");
    JsonNode index = json(blob(entry));

    assertThat(entry.at("/annotations/org.opencontainers.image.ref.name").asText()).isEqualTo("1");
    assertThat(index.path("manifests").findValuesAsText("architecture"))
        .containsExactly("amd64", "arm64");
    assertThat(index.path("mediaType")).isEqualTo(entry.path("mediaType"));
  }

  @Test
  void hasAConfigThatNamesTheLayersAsTheyAreUnpacked() throws Exception {
    JsonNode index = json(blob(json(directory.resolve("index.json")).at("/manifests/0")));
    for (JsonNode platform : index.path("manifests")) {
      JsonNode manifest = json(blob(platform));
      JsonNode config = json(blob(manifest.path("config")));

      assertThat(config.path("architecture")).isEqualTo(platform.at("/platform/architecture"));
      for (int i = 0; i < manifest.path("layers").size(); i++) {
        byte[] tar = unzipped(blob(manifest.path("layers").path(i)));
        assertThat(config.at("/rootfs/diff_ids").path(i).asText())
            .isEqualTo(Layout.digest(tar).value());
        assertThat(tar.length % 512).isZero();
        assertThat(sum(tar)).isEqualTo(octal(tar, 148, 6));
      }
    }
  }

  @Test
  void isTheSameImageEachTime(@TempDir Path other) throws IOException {
    new DemoImage("shop").writeTo(other, "1");

    assertThat(Files.readString(other.resolve("index.json")))
        .isEqualTo(Files.readString(directory.resolve("index.json")));
  }

  @Test
  void isAnotherImageByAnotherName(@TempDir Path other) throws IOException {
    new DemoImage("keeper").writeTo(other, "1");

    assertThat(Files.readString(other.resolve("index.json")))
        .isNotEqualTo(Files.readString(directory.resolve("index.json")));
  }

  private Path blob(JsonNode descriptor) throws IOException {
    Digest digest = new Digest(descriptor.path("digest").asText());
    Path blob = directory.resolve("blobs/sha256").resolve(digest.hex());
    assertThat(Layout.digest(Files.readAllBytes(blob))).isEqualTo(digest);
    assertThat(Files.size(blob)).isEqualTo(descriptor.path("size").asLong());
    return blob;
  }

  private static byte[] unzipped(Path file) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return in.readAllBytes();
    }
  }

  /** A header's sum is taken with blanks for itself. */
  private static int sum(byte[] tar) {
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : tar[i] & 0xff;
    }
    return sum;
  }

  private static int octal(byte[] tar, int offset, int length) {
    return Integer.parseInt(new String(tar, offset, length, StandardCharsets.US_ASCII), 8);
  }

  private static JsonNode json(Path file) throws Exception {
    return Json.read(Files.readString(file), JsonNode.class);
  }
}

package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.layout.BlobWriter;
import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.worker.ledger.Ledger;
import dev.laytime.workflow.ImageCopy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole worker in the middle of a large blob. */
@ResourceLock(EmbeddedWorker.ONE)
class UploadsWiringTest {

  private static final Tag TAG = new Tag("1");
  private static final long LARGE = 65L * 1024 * 1024;

  @TempDir Path directory;

  @Test
  void writesDownInTheLedgerWhereALargeBlobIsOnItsWayTo() throws Exception {
    Path source = directory.resolve("source");
    Digest layer = layerThatBreaksOff(OciLayout.openOrCreate(source));
    try (EmbeddedWorker worker = new EmbeddedWorker(directory)) {
      JsonNode said = JsonMapper.shared().readTree(worker.get("/api/v1/info").body());
      String repository = said.get("registry").stringValue() + "/team/app";
      ImageLocation target = ImageLocation.parse(repository + ":" + TAG);

      WorkflowStub copy =
          worker.copy(
              new ImageCopy.Order(
                  "request-1",
                  ImageLocation.parse("oci:" + source + ":" + TAG),
                  null,
                  target,
                  List.of(),
                  true,
                  Duration.ofSeconds(5)));
      assertThatThrownBy(() -> copy.getResult(Void.class))
          .isInstanceOf(WorkflowFailedException.class);

      assertThat(worker.bean(Ledger.class).uploads().find(Repository.parse(repository), layer))
          .hasValueSatisfying(path -> assertThat(path).startsWith("/v2/team/app/blobs/uploads/"));
    }
  }

  /** The layer of an image, whose bytes end long before the size that the manifest tells. */
  private static Digest layerThatBreaksOff(OciLayout layout) throws IOException {
    Digest config = blob(layout, "{}");
    Digest layer = blob(layout, "layer");
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
        "digest":"%s","size":2},\
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",\
        "digest":"%s","size":%d}]}\
        """
            .formatted(config, layer, LARGE)
            .getBytes(StandardCharsets.UTF_8);
    layout.putManifest(
        manifest,
        "application/vnd.oci.image.manifest.v1+json",
        DigestAlgorithm.SHA256.digest(manifest),
        TAG);
    return layer;
  }

  private static Digest blob(OciLayout layout, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    Digest digest = DigestAlgorithm.SHA256.digest(content);
    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(content);
      writer.commit(digest);
    }
    return digest;
  }
}

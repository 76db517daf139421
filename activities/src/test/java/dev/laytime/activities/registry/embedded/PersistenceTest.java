package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

class PersistenceTest extends RegistryTest {

  @Test
  void storesALayoutThatOthersCanRead() throws IOException {
    pushIndex("team/app", "v1");

    OciLayout layout = OciLayout.open(root.resolve("team/app"));

    LayoutEntry entry = layout.find(new Tag("v1")).orElseThrow();
    assertThat(entry.descriptor().digest()).isEqualTo(INDEX.digest());
    assertThat(layout.readBlob(INDEX.digest())).hasBinaryContent(INDEX.bytes());
    assertThat(layout.readBlob(LAYER.digest())).hasBinaryContent(LAYER.bytes());
    assertThat(layout.manifests()).hasSize(3);
  }

  @Test
  void servesALayoutThatOthersWrote() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(root.resolve("foreign"));
    layout.putManifest(INDEX.bytes(), INDEX.mediaType(), INDEX.digest(), new Tag("v1"));
    Path blobs = root.resolve("foreign/blobs/sha256");
    Files.writeString(blobs.resolve(IMAGE.digest().hex()), IMAGE.text());

    assertThat(client.get("/v2/foreign/manifests/v1").body()).isEqualTo(INDEX.text());
    assertThat(client.get("/v2/foreign/manifests/" + IMAGE.digest()).body())
        .isEqualTo(IMAGE.text());
  }

  @Test
  void isThereAgainAfterARestart() throws IOException {
    pushImage("team/app", "v1");
    String upload = header(client.post("/v2/team/app/blobs/uploads/"), "Location");

    stop();
    Path left = Files.createFile(root.resolve("team/app/.part-of-the-dead"));
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    start();

    assertThat(client.get("/v2/team/app/manifests/v1").body()).isEqualTo(IMAGE.text());
    assertThat(client.get("/v2/_catalog").body()).contains("[\"team/app\"]");
    assertThat(statusOf(upload)).isEqualTo(404);
    assertThat(left).doesNotExist();
  }

  @Test
  void keepsRepositoriesApartThatLieInEachOther() {
    for (String name : new String[] {"a", "a/blobs", "a/index.json", "a/oci-layout/blobs"}) {
      pushImage(name, "v1");
    }
    client.delete("/v2/a/blobs/manifests/v1");

    assertThat(client.get("/v2/a/tags/list").body()).contains("[\"v1\"]");
    assertThat(client.get("/v2/a/blobs/tags/list").body()).contains("[]");
    assertThat(client.get("/v2/_catalog").body())
        .contains("[\"a\",\"a/blobs\",\"a/index.json\",\"a/oci-layout/blobs\"]");
    assertThat(root.resolve("a/_blobs/oci-layout")).exists();
  }
}

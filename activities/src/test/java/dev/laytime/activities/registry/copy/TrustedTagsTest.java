package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that are taken for what a copy made of them, where a person allowed that. */
class TrustedTagsTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final int IMAGES = 20;

  @TempDir Path directory;
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private SampleImages images;
  private RegistryClient client;

  @BeforeEach
  void startRegistries() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    images =
        new SampleImages(
            OciLayout.openOrCreate(directory.resolve("upstream").resolve("team/app")), 1);
    trust(Duration.ofHours(1));
  }

  @AfterEach
  void stopRegistries() {
    client.close();
    upstream.close();
    mirror.close();
  }

  @Test
  void costOneListingARepository() throws Exception {
    List<Manifest> made = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      made.add(images.image(AMD64, 500));
      copy(made.get(i), "t" + i, true);
    }
    clear();
    for (int i = 0; i < IMAGES; i++) {
      assertThat(copy(made.get(i), "t" + i, true).manifestsCopied()).isZero();
    }
    assertThat(asked(upstream)).isEmpty();
    assertThat(asked(mirror)).isSubsetOf("GET /v2/app/tags/list").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void areLookedUpWhereNobodyAllowedIt() throws Exception {
    trust(Duration.ZERO);
    assertThat(askedTheSecondTime(true)).containsExactly("HEAD /v2/app/manifests/1");
  }

  @Test
  void areLookedUpForAnOrderThatDoesNotTrustThem() throws Exception {
    assertThat(askedTheSecondTime(false)).containsExactly("HEAD /v2/app/manifests/1");
  }

  @Test
  void areLookedUpOnceTheTimeIsOver() throws Exception {
    trust(Duration.ofNanos(1));
    assertThat(askedTheSecondTime(true)).containsExactly("HEAD /v2/app/manifests/1");
  }

  @Test
  void areWrittenAnewOnceTheyAreNotListed() throws Exception {
    Manifest image = images.image(AMD64, 500);
    copy(image, "1", true);
    OciLayout.openOrCreate(directory.resolve("mirror").resolve("app")).removeTag(new Tag("1"));
    clear();
    copy(image, "1", true);
    assertThat(asked(mirror)).contains("GET /v2/app/tags/list", "PUT /v2/app/manifests/1");
  }

  @Test
  void areWrittenAnewWhereTheSourceMoved() throws Exception {
    copy(images.image(AMD64, 500), "1", true);
    assertThat(copy(images.image(AMD64, 600), "1", true).manifestsCopied()).isOne();
  }

  private List<String> askedTheSecondTime(boolean trusting) throws Exception {
    Manifest image = images.image(AMD64, 500);
    copy(image, "1", trusting);
    clear();
    copy(image, "1", trusting);
    return asked(mirror);
  }

  private void trust(Duration howLong) {
    if (client != null) {
      client.close();
    }
    RegistrySettings trusted = new RegistrySettings(mirror.address(), null, null).trusted(howLong);
    client = new RegistryClient(ClientSettings.of(List.of(trusted), Credentials.NONE));
  }

  private CopyResult copy(Manifest image, String tag, boolean trusting)
      throws IOException, InterruptedException {
    Repository from = Repository.parse(upstream.address() + "/team/app");
    Repository to = Repository.parse(mirror.address() + "/app");
    return new ClosureCopy(
            client.sharedSource(from), client.sharedTarget(to), new Turns(), new CopyTracker())
        .run(
            new ClosureCopy.Selection(
                image.digest(), List.of(), false, new Tag(tag), null, false, trusting));
  }

  private void clear() {
    upstream.requests().clear();
    mirror.requests().clear();
  }

  private static List<String> asked(EmbeddedRegistry registry) {
    return registry.requests().entries().stream()
        .map(entry -> entry.method() + " " + entry.path())
        .toList();
  }
}

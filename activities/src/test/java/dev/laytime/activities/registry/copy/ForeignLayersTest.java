package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that the source does not have: their vendor does. */
class ForeignLayersTest {

  private static final Tag TAG = new Tag("1.2");
  private static final String BYTES = "the vendor's own";
  private static final Descriptor LAYER =
      new Descriptor(
          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
          Hashing.digestOf(BYTES.getBytes(StandardCharsets.UTF_8), "sha256"),
          BYTES.length(),
          null);

  @TempDir Path directory;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final RegistryClient client =
      new RegistryClient(
          ClientSettings.of(
              List.of(), _ -> Optional.of(new Credential.UsernamePassword("anna", "secret"))));
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private RawServer vendor;
  private OciLayout layout;
  private volatile String sent = BYTES;
  private volatile String elsewhere = "";

  @BeforeEach
  void startServers() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    upstream.behaviours().turnOn(new Behaviour.BasicAuthentication("anna", "secret"));
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    vendor =
        new RawServer(request -> {
          heads.add(request.head());
          request.answer(
              switch (request.target()) {
                case "/layer" -> "HTTP/1.1 200 OK\r\n";
                case "/elsewhere" ->
                    "HTTP/1.1 307 Temporary Redirect\r\nLocation: %s\r\n".formatted(elsewhere);
                default -> "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\n";
              },
              sent);
        });
    layout = OciLayout.openOrCreate(directory.resolve("upstream/team/app"));
  }

  @AfterEach
  void stopServers() throws IOException {
    client.close();
    vendor.close();
    upstream.close();
    mirror.close();
  }

  @Test
  void stayWhereTheyAreUnlessSomebodyAsksForThem() throws Exception {
    assertThat(copy(image(at("/layer")), false).blobsCopied()).isEqualTo(1);
    assertThat(heads).isEmpty();
    assertThat(target().has(LAYER)).isFalse();
  }

  @Test
  void comeFromTheFirstPlaceThatHasThemAndSeeNobodysCredentials() throws Exception {
    assertThat(copy(image("no address", at("/denied"), at("/layer")), true).blobsCopied())
        .isEqualTo(2);
    try (InputStream content = target().open(LAYER)) {
      assertThat(content).hasContent(BYTES);
    }
    assertThat(heads)
        .hasSize(2)
        .allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("authorization"));
  }

  @Test
  void comeAlsoWhenTheTargetHasTheManifestAlready() throws Exception {
    Digest image = image(at("/layer"));
    copy(image, false);
    assertThat(copy(image, true).blobsCopied()).isEqualTo(1);
    assertThat(target().has(LAYER)).isTrue();
  }

  @Test
  void comeFromTheSourceWhereItHasThem() throws Exception {
    new SampleImages(layout, 1).blob(LAYER.mediaType(), BYTES.getBytes(StandardCharsets.UTF_8));
    assertThat(copy(image(at("/layer")), true).blobsCopied()).isEqualTo(2);
    assertThat(heads).isEmpty();
  }

  @Test
  void failTheCopyWhereTheyAreNotWhatTheManifestSays() throws Exception {
    for (String wrong : List.of("the vendor's owl", BYTES + "!")) {
      sent = wrong;
      RegistryException failed = fails(image(at("/layer")));
      assertThat(failed.type()).isEqualTo(FailureType.CONTENT_MISMATCH);
      assertThat(failed.what()).startsWith("pull foreign layer " + LAYER.digest());
      assertThat(target().find(TAG)).isEmpty();
    }
  }

  @Test
  void areNotFetchedFromAnInnerAddressOrByAnotherProtocol() throws Exception {
    for (String place : List.of(at("/layer").replace("127.0.0.1", "0.0.0.0"), "ftp://a.test/x")) {
      assertThat(fails(image(place)).type()).isEqualTo(FailureType.FORBIDDEN_ADDRESS);
    }
    assertThat(heads).isEmpty();
    assertThat(target().find(TAG)).isEmpty();
  }

  @Test
  void areNotFetchedWithOurCredentialsFromElsewhereInTheSameRegistry() throws Exception {
    OciLayout other = OciLayout.openOrCreate(directory.resolve("upstream/team/private"));
    new SampleImages(other, 1).blob(LAYER.mediaType(), BYTES.getBytes(StandardCharsets.UTF_8));
    elsewhere = "http://%s/v2/team/private/blobs/%s".formatted(upstream.address(), LAYER.digest());
    for (String place : List.of(elsewhere, at("/elsewhere"))) {
      assertThat(fails(image(place)).type()).isEqualTo(FailureType.UNAUTHORIZED);
    }
    assertThat(target().has(LAYER)).isFalse();
    assertThat(target().find(TAG)).isEmpty();
  }

  private String at(String path) {
    return "http://" + vendor.address() + path;
  }

  private Digest image(String... places) throws IOException {
    Descriptor config = new SampleImages(layout, 1).blob(SampleImages.CONFIG, 20);
    String urls =
        Stream.of(places).map(place -> '"' + place + '"').collect(Collectors.joining(","));
    byte[] manifest =
        """
        {"schemaVersion":2,"config":{"mediaType":"%s","digest":"%s","size":20},\
        "layers":[{"mediaType":"%s","digest":"%s","size":%d,"urls":[%s]}]}\
        """
            .formatted(
                SampleImages.CONFIG,
                config.digest(),
                LAYER.mediaType(),
                LAYER.digest(),
                LAYER.size(),
                urls)
            .getBytes(StandardCharsets.UTF_8);
    Digest digest = Hashing.digestOf(manifest, "sha256");
    layout.putManifest(
        manifest, "application/vnd.docker.distribution.manifest.v2+json", digest, null);
    return digest;
  }

  private RegistryException fails(Digest image) {
    return catchThrowableOfType(RegistryException.class, () -> copy(image, true));
  }

  private CopyResult copy(Digest image, boolean foreignLayers)
      throws IOException, InterruptedException {
    ImageStore source = client.source(Repository.parse(upstream.address() + "/team/app"));
    return new ClosureCopy(source, target(), new Turns(), new CopyTracker())
        .run(new ClosureCopy.Selection(image, List.of(), true, TAG, null, foreignLayers, false));
  }

  private ImageStore target() {
    return client.target(Repository.parse(mirror.address() + "/copies/app"));
  }
}

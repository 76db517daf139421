package dev.laytime.activities.registry.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many copies in one process ask for: less than as many processes would. */
class ManyCopiesTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final int IMAGES = 20;

  private final RegistryClient client =
      new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  private final Turns turns = new Turns();

  @TempDir Path directory;
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private SampleImages images;

  @BeforeEach
  void startRegistries() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    images =
        new SampleImages(
            OciLayout.openOrCreate(directory.resolve("upstream").resolve("team/app")), 1);
  }

  @AfterEach
  void stopRegistries() {
    client.close();
    upstream.close();
    mirror.close();
  }

  @Test
  void askForNoMoreThanTheyNeedWhereNothingIsThereYet() throws Exception {
    List<Manifest> made = images();
    for (int i = 0; i < IMAGES; i++) {
      copy(made.get(i), "app", "t" + i);
    }

    assertThat(counted(upstream)).isEqualTo(Map.of("GET manifests", 20L, "GET blobs", 40L));
    assertThat(counted(mirror))
        .as("two tags are looked up, the others are listed; an upload is asked for and made")
        .isEqualTo(
            Map.of(
                "HEAD manifests",
                4L,
                "GET tags",
                1L,
                "POST blobs",
                40L,
                "PUT blobs",
                40L,
                "PUT manifests",
                20L));
  }

  @Test
  void lookOnceAtEachTagWhereAllIsThere() throws Exception {
    List<Manifest> made = images();
    for (int i = 0; i < IMAGES; i++) {
      copy(made.get(i), "app", "t" + i);
    }
    clear();
    for (int i = 0; i < IMAGES; i++) {
      assertThat(copy(made.get(i), "app", "t" + i).manifestsCopied()).isZero();
    }

    assertThat(counted(upstream)).isEmpty();
    assertThat(counted(mirror)).isEqualTo(Map.of("HEAD manifests", 20L));
  }

  @Test
  void sendNothingTwiceUnderManyTagsAndMountIntoOtherRepositories() throws Exception {
    Manifest image = images.image(AMD64, 500);
    copy(image, "app", "one");
    clear();
    copy(image, "app", "two");
    copy(image, "other", "one");

    assertThat(counted(upstream)).as("the manifest is remembered").isEmpty();
    assertThat(counted(mirror))
        .isEqualTo(Map.of("HEAD manifests", 4L, "POST blobs", 2L, "PUT manifests", 2L));
  }

  @Test
  void fetchABlobOnceThatAllWantAtTheSameTime() throws Exception {
    Descriptor shared = images.blob(SampleImages.LAYER, 400_000);
    List<Manifest> made = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Descriptor config =
          images.blob(SampleImages.CONFIG, ("{\"number\":" + i + "}").getBytes(UTF_8));
      made.add(images.manifest(MediaTypes.OCI_MANIFEST, config, List.of(shared), null));
    }
    Parallel.forEach(
        IntStream.range(0, made.size()).boxed().toList(),
        made.size(),
        i -> copy(made.get(i), "app" + i, "1"));

    assertThat(
            upstream.requests().entries().stream()
                .filter(entry -> entry.path().endsWith(shared.digest().value())))
        .hasSize(1);
    for (int i = 0; i < made.size(); i++) {
      assertThat(client.source(repository(mirror, "app" + i)).has(shared)).isTrue();
    }
  }

  @Test
  void believeNothingAnyLongerOnceTheRegistryLostSomething() throws Exception {
    Manifest image = images.image(AMD64, 500);
    copy(image, "app", "one");
    Digest layer = ManifestContent.of(image).layers().getFirst().digest();
    OciLayout.open(directory.resolve("mirror").resolve("app")).removeBlob(layer);
    Manifest other =
        images.manifest(
            MediaTypes.OCI_MANIFEST,
            images.blob(SampleImages.CONFIG, 3),
            ManifestContent.of(image).layers(),
            null);

    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> copy(other, "app", "two"));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(copy(other, "app", "two").blobsCopied()).isEqualTo(1);
  }

  @Test
  void lookForTheChildrenOfAnIndexOnlyWhereAnythingIsTagged() throws Exception {
    Manifest first = images.index(images(), List.of());
    Manifest second = images.index(images(), List.of());

    copy(first, "app", "one");
    assertThat(counted(mirror))
        .as("the tag, the index, and at the end each of 20 children")
        .containsEntry("HEAD manifests", 22L)
        .containsEntry("GET tags", 1L);

    clear();
    copy(second, "app", "two");
    assertThat(counted(mirror))
        .as("each of 20 children before, too")
        .containsEntry("HEAD manifests", 42L);
  }

  @Test
  void readATagThatListsReferrersBeforeItIsWrittenAndAfter() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    Manifest image = images.image(AMD64, 500);
    images.referrer(image);
    images.referrer(image);

    copyWithReferrers(image);

    assertThat(
            mirror.requests().entries().stream()
                .filter(entry -> entry.path().endsWith(fallbackTag(image).value()))
                .map(RequestLog.Entry::method))
        .as("once to know what the target has, then for each of two")
        .containsExactly("GET", "GET", "PUT", "GET", "GET", "PUT", "GET");
    assertThat(client.source(repository(mirror, "app")).referrers(image.digest())).hasSize(2);
  }

  @Test
  void askForNoReferrersUnderTagsThatAreNotListed() throws Exception {
    upstream.behaviours().turnOn(new Behaviour.NoReferrersApi());
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    List<Manifest> children = images();
    Manifest index = images.index(children, List.of());
    Manifest signature = images.referrer(index);
    images.tag(images.index(List.of(signature), List.of()), fallbackTag(index));

    copyWithReferrers(index);
    assertThat(fallbackTagsAskedOf(upstream)).as("the first child's and the index's").hasSize(2);

    images.tag(
        images.index(List.of(signature, images.referrer(index)), List.of()), fallbackTag(index));
    CopyResult again = copyWithReferrers(index);
    assertThat(again.referrersCopied()).as("what was listed is known").isEqualTo(1);
    assertThat(client.source(repository(mirror, "app")).referrers(index.digest())).hasSize(2);
  }

  private CopyResult copyWithReferrers(Manifest image) throws IOException, InterruptedException {
    return new ClosureCopy(
            client.sharedSource(repository(upstream, "team/app")),
            client.sharedTarget(repository(mirror, "app")),
            turns,
            new CopyTracker())
        .run(new ClosureCopy.Selection(image.digest(), List.of(), true, new Tag("1"), null));
  }

  private static Tag fallbackTag(Manifest subject) {
    return new Tag("sha256-" + subject.digest().hex());
  }

  private static List<RequestLog.Entry> fallbackTagsAskedOf(EmbeddedRegistry registry) {
    return registry.requests().entries().stream()
        .filter(
            entry -> entry.method().equals("GET") && entry.path().contains("/manifests/sha256-"))
        .toList();
  }

  private List<Manifest> images() throws IOException {
    List<Manifest> made = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      made.add(images.image(AMD64, 500));
    }
    return made;
  }

  private CopyResult copy(Manifest image, String repository, String tag)
      throws IOException, InterruptedException {
    RemoteRepository source = client.sharedSource(repository(upstream, "team/app"));
    RemoteRepository target = client.sharedTarget(repository(mirror, repository));
    return new ClosureCopy(source, target, turns, new CopyTracker())
        .run(new ClosureCopy.Selection(image.digest(), List.of(), false, new Tag(tag), null));
  }

  private static Repository repository(EmbeddedRegistry registry, String path) {
    return Repository.parse(registry.address() + "/" + path);
  }

  private void clear() {
    upstream.requests().clear();
    mirror.requests().clear();
  }

  /** How many of each kind, as in {@code PUT manifests}. */
  private static Map<String, Long> counted(EmbeddedRegistry registry) {
    return registry.requests().entries().stream()
        .map(entry -> entry.method() + " " + kind(entry))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static String kind(RequestLog.Entry entry) {
    return Stream.of("manifests", "blobs", "tags", "referrers")
        .filter(kind -> entry.path().contains("/" + kind + "/"))
        .findFirst()
        .orElse(entry.path());
  }
}

package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a copy asks whether its attempt is over, and what an attempt that is over leaves alone. */
class AttemptTest {

  private static final Tag TAG = new Tag("1.2");
  private static final Attempt OVER =
      () -> {
        throw new RegistryException(FailureType.UNAVAILABLE, "copy", "it is over", "try again");
      };

  @TempDir Path directory;
  private final RegistryClient client =
      new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  private EmbeddedRegistry mirror;
  private LayoutStore source;
  private SampleImages images;
  private Manifest index;

  @BeforeEach
  void startRegistry() throws IOException {
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("source")), 1);
    source = LayoutStore.existing(directory.resolve("source"));
    index = images.signedIndex(TAG);
  }

  @AfterEach
  void stopRegistry() {
    client.close();
    mirror.close();
  }

  @Test
  void isAskedForOnceAndRightBeforeTheTag() throws Exception {
    List<Integer> asked = new ArrayList<>();
    copy(registry(), () -> asked.add(requests().size()));
    assertThat(asked).hasSize(1);
    assertThat(requests().subList(asked.getFirst(), requests().size()))
        .containsExactly(new RequestLog.Entry("PUT", "/v2/copies/app/manifests/1.2", 201));
  }

  @Test
  void isAskedForBeforeEveryOtherTagToo() throws Exception {
    Tag signature = new Tag("sha256-" + index.digest().hex() + ".sig");
    images.tag(images.image(Platform.parse("linux/amd64"), 3), signature);
    List<Integer> asked = new ArrayList<>();
    copy(registry(), () -> asked.add(requests().size()));
    assertThat(asked)
        .extracting(count -> requests().get(count).path())
        .containsExactly(
            "/v2/copies/app/manifests/" + signature, "/v2/copies/app/manifests/" + TAG);
  }

  @Test
  void isAskedForBetweenReadingAListOfReferrersAndWritingIt() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    List<Integer> asked = new ArrayList<>();
    copy(registry(), () -> asked.add(requests().size()));
    assertThat(asked).hasSizeGreaterThan(1);
    for (int before : asked.subList(0, asked.size() - 1)) {
      String list = requests().get(before).path();
      assertThat(list).startsWith("/v2/copies/app/manifests/sha256-");
      assertThat(requests().subList(before - 1, before + 1))
          .containsExactly(
              new RequestLog.Entry("GET", list, 404), new RequestLog.Entry("PUT", list, 201));
    }
  }

  @Test
  void leavesAListOfReferrersAsItWasWhereItIsOver() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    assertThat(fails(registry(), OVER).said()).isEqualTo("it is over");
    assertThat(requests())
        .noneMatch(
            entry -> entry.method().equals("PUT") && entry.path().contains("/manifests/sha256-"));
  }

  @Test
  void leavesATagOfARegistryAsItWasWhereItIsOver() throws Exception {
    Manifest before = images.image(Platform.parse("linux/amd64"), 10);
    new ClosureCopy(source, registry(), new Turns(), new CopyTracker()).run(selection(before));
    assertThat(fails(registry(), OVER).said()).isEqualTo("it is over");
    assertThat(registry().find(TAG)).contains(before.descriptor());
    assertThat(registry().find(ManifestContent.of(index).children().getFirst().digest()))
        .as("what has no tag may be there")
        .isPresent();
    copy(registry(), Attempt.ONLY);
    assertThat(registry().find(TAG)).contains(index.descriptor());
  }

  @Test
  void leavesALayoutsTagAsItWasWhereItIsOver() throws Exception {
    LayoutStore layout = LayoutStore.existingOrNew(directory.resolve("layout"));
    assertThat(fails(layout, OVER).said()).isEqualTo("it is over");
    assertThat(layout.find(TAG)).isEmpty();
  }

  @Test
  void leavesAnArchiveAsItWasWhereItIsOverWhenThatIsWritten() throws Exception {
    Path archive = directory.resolve("archives/x.tar");
    List<String> asked = new ArrayList<>();
    Attempt overAtItsEnd =
        () -> {
          asked.add("question");
          if (asked.size() > 1) {
            OVER.failIfOver();
          }
        };
    try (ArchiveTarget target = ArchiveTarget.ofLayout(archive, "copy")) {
      assertThat(fails(target, overAtItsEnd).said()).isEqualTo("it is over");
    }
    assertThat(Files.exists(archive)).isFalse();
  }

  private void copy(ImageStore target, Attempt attempt) throws IOException, InterruptedException {
    new ClosureCopy(source, target, new Turns(), new CopyTracker(), attempt).run(selection(index));
  }

  private RegistryException fails(ImageStore target, Attempt attempt) {
    return catchThrowableOfType(RegistryException.class, () -> copy(target, attempt));
  }

  private static ClosureCopy.Selection selection(Manifest image) {
    return new ClosureCopy.Selection(image.digest(), List.of(), true, TAG, null);
  }

  private ImageStore registry() {
    return client.target(Repository.parse(mirror.address() + "/copies/app"));
  }

  private List<RequestLog.Entry> requests() {
    return mirror.requests().entries();
  }
}

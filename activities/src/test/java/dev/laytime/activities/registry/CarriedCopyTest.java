package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Overwrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that somebody else carries in this process's place, between real registries. */
class CarriedCopyTest {

  private static final Instant POLL = MirrorPair.POLL;

  @TempDir Path directory;
  private final Porter porter = new Porter();
  private MirrorPair pair;

  /** Copies by digest, as a Job does. */
  private static final class Porter implements Courier {

    final List<Errand> carried = new ArrayList<>();
    final List<Errand> calledOff = new ArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    volatile Runnable meanwhile = () -> {};
    volatile boolean idle;
    volatile boolean hanging;
    volatile boolean failing;

    @Override
    public boolean carries(String mirror) {
      return mirror.equals(MirrorPair.NAME);
    }

    @Override
    public CopyResult carry(Errand errand, Runnable seen) throws IOException, InterruptedException {
      carried.add(errand);
      begun.countDown();
      seen.run();
      if (hanging) {
        new CountDownLatch(1).await();
      }
      if (failing) {
        throw new RegistryException(FailureType.REFUSED, "copy " + errand, "no room", "make some");
      }
      CopyResult result = new CopyResult(errand.digest(), 0, 0, 0, 0, 0, 0, CopyEffort.UNKNOWN);
      if (!idle) {
        try (RegistryClient client =
            new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE))) {
          result =
              new ClosureCopy(
                      client.source(errand.source()),
                      client.target(errand.destination()),
                      new Turns(),
                      new CopyTracker())
                  .run(
                      new ClosureCopy.Selection(
                          errand.digest(), List.of(), errand.referrers(), null, errand.digest()));
        }
      }
      meanwhile.run();
      return result;
    }

    @Override
    public void callOff(Errand errand) {
      calledOff.add(errand);
    }
  }

  @BeforeEach
  void start() throws IOException {
    pair = new MirrorPair(directory, porter);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void bringsNothingItselfButTheTag() throws IOException {
    Manifest image = pair.publish("v1");

    pair.poll(POLL);

    assertThat(porter.carried)
        .singleElement()
        .satisfies(errand -> {
          assertThat(errand.digest()).isEqualTo(image.digest());
          assertThat(errand.source().path()).isEqualTo("up/app");
          assertThat(errand.destination().path()).isEqualTo("copies/app");
        });
    assertThat(pair.copied("v1")).contains(image.digest());
    assertThat(pair.at("v1").isThere()).isTrue();
    assertThat(pair.counted)
        .as("what the other did counts")
        .singleElement()
        .satisfies(result -> {
          assertThat(result.digest()).isEqualTo(image.digest());
          assertThat(result.bytesCopied()).isGreaterThanOrEqualTo(100);
        });
    assertThat(MirrorPair.asked(pair.up).stream().filter(line -> line.contains("/blobs/")).count())
        .as("each blob was read once")
        .isEqualTo(
            MirrorPair.asked(pair.up).stream()
                .filter(line -> line.contains("/blobs/"))
                .distinct()
                .count());
  }

  @Test
  void writesNoTagForWhatIsNotThere() throws IOException {
    pair.publish("v1");
    porter.idle = true;

    assertThat(pair.poll(POLL).troubles()).isEqualTo(1);

    assertThat(pair.copied("v1")).isEmpty();
    assertThat(pair.at("v1").isThere()).isFalse();
    assertThat(porter.calledOff).as("it was said to be done").hasSize(2);
  }

  @Test
  void tellsWhyItDidNotCome() throws IOException {
    pair.publish("v1");
    porter.failing = true;

    assertThat(pair.poll(POLL).causes()).singleElement().asString().contains("no room");
    assertThat(porter.carried).hasSize(1);
    assertThat(porter.calledOff).isEmpty();
  }

  @Test
  void writesNoTagOverWhatSomebodyPushedMeanwhile() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.overwrite = Overwrite.NEVER;
          return order;
        });
    pair.publish("v1");
    Manifest other = new SampleImages(pair.there, 8).image(Platform.parse("linux/arm64"), 100);
    porter.meanwhile = () -> pushed(other);

    assertThat(pair.poll(POLL).troubles()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(other.digest());
  }

  @Test
  void bringsNothingThatIsForbidden() throws IOException {
    pair.publish("v1");
    pair.ledger.forbidden.put(pair.image("v1"), "forbidden by ann");

    pair.poll(POLL);

    assertThat(porter.carried).isEmpty();
    assertThat(pair.copied("v1")).isEmpty();
  }

  @Test
  void leavesToTheNextWhatIsUnderwayWhereThisProcessEnds() throws Exception {
    BringRound round = interrupted();

    assertThat(porter.calledOff).isEmpty();
    round.callOff();
    assertThat(porter.calledOff).isEqualTo(porter.carried).hasSize(1);
  }

  private void pushed(Manifest image) {
    try {
      new SampleImages(pair.there, 9).tag(image, new Tag("v1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BringRound interrupted() throws Exception {
    pair.publish("v1");
    pair.now = POLL;
    var _ = pair.select(POLL);
    porter.hanging = true;
    BringRound round = pair.round(POLL);
    Thread page = Thread.ofVirtual().start(() -> assertThatThrownBy(round::page).isNotNull());
    porter.begun.await();
    page.interrupt();
    page.join();
    return round;
  }
}

package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that grants ten manifests at once, and images that have seventeen. */
class ShortQuotaTest {

  private static final int GRANTED = 10;
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir Path directory;
  private final AtomicInteger left = new AtomicInteger();
  private MirrorPair pair;

  @BeforeEach
  void start() throws IOException {
    pair = new MirrorPair(directory);
    pair.up
        .behaviours()
        .inject(
            FaultRule.always(new Fault.TooManyRequests("3600"))
                .on((method, path) ->
                    method.equals("GET")
                        && path.contains("/manifests/sha256:")
                        && left.getAndDecrement() <= 0));
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void copiesSuchAnImageInTwoWindowsAndFetchesNothingTwice() throws Exception {
    Manifest image = publish("1");
    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> copyByAnotherWorker(image));
    assertThat(refused.type()).isEqualTo(FailureType.THROTTLED);
    assertThat(fetched()).hasSize(GRANTED);

    copyByAnotherWorker(image);
    assertThat(fetched()).hasSize(17).doesNotHaveDuplicates();
    assertThat(pair.copied("1")).contains(image.digest());
    assertThat(pair.fetched.kept).as("it is used").isEmpty();
  }

  @Test
  void mirrorsManyOfThemAndFetchesNothingTwice() throws Exception {
    for (int i = 0; i < 3; i++) {
      publish("v" + i);
    }
    pair.select(MirrorPair.POLL);
    int windows = 0;
    while (!pollByAnotherWorker()) {
      windows++;
    }
    assertThat(windows).as("51 manifests, ten at once").isEqualTo(5);
    assertThat(fetched()).hasSize(51).doesNotHaveDuplicates();
    assertThat(pair.tagged()).containsExactlyInAnyOrder("v0", "v1", "v2");
    assertThat(pair.fetched.kept).isEmpty();
  }

  @Test
  void keepsNothingWhereNobodyHasToWait() throws Exception {
    Manifest image = publish("1");
    left.set(100);
    try (ImageStores worker = pair.worker()) {
      copy(worker, image);
    }
    assertThat(pair.fetched.kept).isEmpty();
    assertThat(fetched()).hasSize(17);
  }

  private Manifest publish(String tag) throws IOException {
    List<Manifest> children = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      children.add(pair.images.image(AMD64, 10));
    }
    Manifest index = pair.images.index(children, List.of());
    pair.images.tag(index, new Tag(tag));
    return index;
  }

  /** In the next window. */
  private void copyByAnotherWorker(Manifest image) throws Exception {
    left.set(GRANTED);
    try (ImageStores worker = pair.worker()) {
      copy(worker, image);
    }
  }

  private boolean pollByAnotherWorker() throws Exception {
    left.set(GRANTED);
    try (ImageStores worker = pair.worker()) {
      return pair.round(worker, MirrorPair.POLL, System::nanoTime).page().next() == null;
    } catch (RegistryException e) {
      assertThat(e.type()).isEqualTo(FailureType.THROTTLED);
      return false;
    }
  }

  private void copy(ImageStores worker, Manifest image) throws Exception {
    ImageLocation from =
        ImageLocation.parse("%s/up/app@%s".formatted(pair.up.address(), image.digest()));
    try (ImageStore target = worker.target(new ImageLocation.InRegistry(pair.image("1")))) {
      var _ =
          new ClosureCopy(
                  worker.source(from),
                  target,
                  new Turns(),
                  new CopyTracker(),
                  Attempt.ONLY,
                  worker.earlier(from))
              .run(new ClosureCopy.Selection(image.digest(), List.of(), true, new Tag("1"), null));
    }
  }

  private List<String> fetched() {
    return pair.up.requests().entries().stream()
        .filter(entry -> entry.method().equals("GET") && entry.status() == 200)
        .map(RequestLog.Entry::path)
        .filter(path -> path.contains("/manifests/"))
        .toList();
  }
}

package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large blobs, and what of them is sent again. */
class ResumableUploadsTest {

  private static final int SIZE = 1_000_000;
  private static final int CHUNK = 100_000;
  private static final SampleContent BLOB = SampleContent.of(SIZE);

  @TempDir Path directory;
  private final FakeUploads uploads = new FakeUploads();
  private EmbeddedRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = EmbeddedRegistry.start(directory, 0);
    client =
        new RegistryClient(
            ClientSettings.of(List.of(), Credentials.NONE)
                .resuming(new Resuming(uploads, CHUNK, CHUNK)));
  }

  @AfterEach
  void stopRegistry() {
    client.close();
    registry.close();
  }

  @Test
  void areSentInChunks() throws IOException {
    SampleContent odd = SampleContent.of(CHUNK * 2 + 1);
    target().write(odd.descriptor(), odd);
    assertThat(methods()).containsExactly("POST", "PATCH", "PATCH", "PATCH", "PUT");
    assertThat(stored(odd)).isEqualTo(odd.bytes);
    assertThat(uploads.told).as("its path stays the same").hasSize(1);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void areNoneOfThoseBlobsThatAreNotLarge() throws IOException {
    SampleContent small = SampleContent.of(CHUNK);
    target().write(small.descriptor(), small);
    assertThat(methods()).containsExactly("POST", "PUT");
    assertThat(uploads.told).isEmpty();
  }

  @Test
  void goOnWhereAnAttemptWasKilled() throws IOException {
    kill(BLOB.killedBefore(SIZE * 9L / 10));
    SampleContent again = new SampleContent(BLOB.bytes);
    RemoteRepository target = client.sharedTarget(repository());
    target.write(BLOB.descriptor(), again);
    assertThat(again.opened).as("a tenth is sent again").containsExactly(SIZE * 9L / 10);
    assertThat(target.requests())
        .as("three of them try a wrong digest")
        .isEqualTo(Map.of("GET", 1, "POST", 1, "PATCH", 2, "PUT", 2, "HEAD", 1));
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
    assertThat(uploads.isEmpty()).isTrue();

    kill(BLOB.killedBefore(SIZE * 9L / 10));
    RemoteRepository next = client.sharedTarget(repository());
    next.write(BLOB.descriptor(), BLOB);
    assertThat(next.requests())
        .as("the registry was seen to refuse one")
        .isEqualTo(Map.of("GET", 1, "PATCH", 1, "PUT", 1, "HEAD", 1));
  }

  @Test
  void tryNoWrongDigestWhereNothingHasArrived() throws IOException {
    kill(BLOB.killedBefore(0));
    RemoteRepository target = target();
    target.write(BLOB.descriptor(), BLOB);
    assertThat(target.requests()).isEqualTo(Map.of("GET", 1, "PATCH", 10, "PUT", 1, "HEAD", 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areWholeWhateverTheirSourceSentBefore(boolean refused) throws IOException {
    if (!refused) {
      registry.behaviours().turnOn(new Behaviour.StoresWrongDigests());
    }
    byte[] wrong = BLOB.bytes.clone();
    wrong[0]++;
    kill(new SampleContent(wrong).killedBefore(SIZE * 9L / 10));
    target().write(BLOB.descriptor(), BLOB);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void beginAnewWhereTheRegistryTakesAWrongDigest() throws IOException {
    registry.behaviours().turnOn(new Behaviour.StoresWrongDigests());
    kill(BLOB.killedBefore(SIZE * 9L / 10));
    SampleContent again = new SampleContent(BLOB.bytes);
    target().write(BLOB.descriptor(), again);
    assertThat(again.opened).containsExactly(0L);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
  }

  @Test
  void areKeptWhereTheRegistryIsTooBusyToTryAWrongDigest() throws IOException {
    kill(BLOB.killedBefore(SIZE * 9L / 10));
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("PUT")).times(1));
    assertThatThrownBy(() -> target().write(BLOB.descriptor(), BLOB))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("try a wrong digest at");
    SampleContent again = new SampleContent(BLOB.bytes);
    target().write(BLOB.descriptor(), again);
    assertThat(again.opened).containsExactly(SIZE * 9L / 10);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
  }

  @Test
  void needOnlyTheirEndWhereAllHasArrived() throws IOException {
    kill(BLOB.killedBefore(SIZE));
    SampleContent again = new SampleContent(BLOB.bytes);
    target().write(BLOB.descriptor(), again);
    assertThat(again.opened).containsExactly((long) SIZE);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
  }

  @Test
  void beginAnewWhereTheRegistryRefusesTheWhole() throws IOException {
    byte[] wrong = BLOB.bytes.clone();
    wrong[0]++;
    kill(new SampleContent(wrong).killedBefore(SIZE / 2));
    SampleContent again = new SampleContent(BLOB.bytes);
    target().write(BLOB.descriptor(), again);
    assertThat(again.opened).containsExactly(SIZE / 2L, 0L);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
  }

  @Test
  void areForgottenWhereTheSourceSendsSomethingElse() {
    byte[] wrong = BLOB.bytes.clone();
    wrong[0]++;
    ImageStore.Content verified =
        from ->
            ImageStore.verifying(new SampleContent(wrong).open(from), BLOB.descriptor(), "pull");
    RegistryException failed =
        catchThrowableOfType(
            RegistryException.class, () -> target().write(BLOB.descriptor(), verified));
    assertThat(failed.type()).isEqualTo(FailureType.CONTENT_MISMATCH);
    assertThat(uploads.told).hasSize(1);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void stayWholeWhereTwoSendThemAtOnce() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch joined = new CountDownLatch(1);
    SampleContent first =
        BLOB.before(
            CHUNK * 3L / 2,
            () -> {
              underWay.countDown();
              await(joined);
            });
    SampleContent second =
        new SampleContent(BLOB.bytes) {
          @Override
          public InputStream open(long from) {
            joined.countDown();
            return super.open(from);
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> sending =
          threads.submit(() -> {
            target().write(BLOB.descriptor(), first);
            return null;
          });
      underWay.await();
      target().write(BLOB.descriptor(), second);
      sending.get();
    }
    assertThat(second.opened).as("it leaves the other's upload alone").last().isEqualTo(0L);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void doNotWaitForALedger() throws IOException {
    uploads.down = true;
    target().write(BLOB.descriptor(), BLOB);
    assertThat(stored(BLOB)).isEqualTo(BLOB.bytes);
  }

  @Test
  void readTheRestOfABlobAlone() throws IOException {
    SampleContent small = SampleContent.of(1000);
    target().write(small.descriptor(), small);
    try (InputStream rest = target().openFrom(small.descriptor(), 990).orElseThrow()) {
      assertThat(rest.readAllBytes()).isEqualTo(small.open(990).readAllBytes());
    }
  }

  private void kill(SampleContent content) {
    assertThatThrownBy(() -> target().write(BLOB.descriptor(), content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("killed");
    assertThat(uploads.isEmpty()).isFalse();
  }

  private RemoteRepository target() {
    return client.target(repository());
  }

  private Repository repository() {
    return Repository.parse(registry.address() + "/team/app");
  }

  private byte[] stored(SampleContent content) throws IOException {
    try (InputStream in = target().open(content.descriptor())) {
      return in.readAllBytes();
    }
  }

  private List<String> methods() {
    return registry.requests().entries().stream().map(RequestLog.Entry::method).toList();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

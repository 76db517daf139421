package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that end while blobs are sent. */
class UploadTokensTest {

  private static final byte[] SMALL = bytes(1_000);
  private static final byte[] LARGE = bytes(5_000_000);

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private TokenRegistry registry;
  private Transport transport;
  private RemoteRepository app;

  @BeforeEach
  void startRegistry() throws IOException {
    start(300);
  }

  @AfterEach
  void stopRegistry() {
    transport.close();
    registry.close();
  }

  @Test
  void getsANewTokenBeforeAnUploadThatTheOldOneCouldEndIn() throws IOException {
    write(SMALL);
    now = now.plusSeconds(239);
    write(SMALL);
    assertThat(registry.uploads).containsExactly("Bearer t1", "Bearer t1");
    now = now.plusSeconds(1);
    write(SMALL);
    assertThat(registry.uploads).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
  }

  @Test
  void usesAShortLivedTokenForHalfItsLife() throws IOException {
    stopRegistry();
    start(20);
    write(SMALL);
    now = now.plusSeconds(9);
    write(SMALL);
    assertThat(registry.tokens()).isEqualTo(1);
    now = now.plusSeconds(1);
    write(SMALL);
    assertThat(registry.tokens()).isEqualTo(2);
  }

  @Test
  void sendsASmallBlobAgainWhereItsTokenIsRefused() throws IOException {
    registry.endsTokens = true;
    registry.readsFirst = true;
    write(SMALL);
    assertThat(registry.uploads).containsExactly("Bearer t1", "Bearer t2");
    assertThat(registry.stored).isEqualTo(SMALL);
  }

  @Test
  void sendsALargeBlobAgainWhereItsTokenIsRefusedEarly() throws IOException {
    registry.endsTokens = true;
    app.write(blob(LARGE), new Waiting(LARGE, registry.refused));
    assertThat(registry.uploads).containsExactly("Bearer t1", "Bearer t2");
    assertThat(registry.stored).isEqualTo(LARGE);
  }

  @Test
  void leavesALargeBlobToTheNextAttemptWhereItsTokenIsRefusedLate() throws IOException {
    registry.endsTokens = true;
    registry.readsFirst = true;
    RegistryException failed = catchThrowableOfType(RegistryException.class, () -> write(LARGE));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.said()).contains("no longer accepted");
    write(LARGE);
    assertThat(registry.uploads).containsExactly("Bearer t1", "Bearer t2");
    assertThat(registry.stored).isEqualTo(LARGE);
  }

  @Test
  void fetchesOneTokenForManyWhoWantItAtOnce() throws Exception {
    write(SMALL);
    now = now.plusSeconds(1_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writing = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        writing.add(
            threads.submit(() -> {
              write(SMALL);
              return null;
            }));
      }
      for (Future<?> one : writing) {
        one.get();
      }
    }
    assertThat(registry.tokens()).isEqualTo(2);
  }

  private void start(int seconds) throws IOException {
    registry = new TokenRegistry(seconds);
    Endpoint endpoint = Endpoint.of(registry.address(), null);
    transport =
        new Transport(
            endpoint,
            "test",
            Access.WRITING,
            Proxies.NONE,
            FreeToll::of,
            new FakeNames().guard(endpoint));
    Repository repository = Repository.parse(registry.address() + "/app");
    app =
        new RemoteRepository(
            repository,
            new RegistryClient.Connection(
                transport, new Authentication(transport, Credentials.NONE, () -> now)),
            Scope.push(repository),
            RegistryMemory.NONE);
  }

  private void write(byte[] content) throws IOException {
    app.write(blob(content), new ByteArrayInputStream(content));
  }

  private static Descriptor blob(byte[] content) {
    return new Descriptor("x", Hashing.digestOf(content, "sha256"), content.length, null);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** Content that goes on, after a first piece, when somebody has answered that. */
  private static final class Waiting extends FilterInputStream {

    private final CountDownLatch answered;
    private boolean begun;

    Waiting(byte[] bytes, CountDownLatch answered) {
      super(new ByteArrayInputStream(bytes));
      this.answered = answered;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (begun) {
        await();
      }
      begun = true;
      return super.read(buffer, offset, length);
    }

    private void await() {
      try {
        answered.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

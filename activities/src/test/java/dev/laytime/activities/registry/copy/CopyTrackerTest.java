package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ImageStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CopyTrackerTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final CopyTracker tracker = new CopyTracker(now::get);

  @Test
  void beatsWithEvery16KibibytesAndStandsStillWithLess() throws IOException {
    InputStream bytes = new ByteArrayInputStream(new byte[16 * 1024]);
    try (CountingInputStream content = new CountingInputStream(bytes, tracker)) {
      long before = tracker.pulse();
      assertThat(content.readNBytes(16 * 1024 - 1)).hasSize(16 * 1024 - 1);
      assertThat(tracker.pulse()).isEqualTo(before);
      assertThat(content.read()).isZero();
      assertThat(tracker.pulse()).isGreaterThan(before);
    }
  }

  @Test
  void beatsWhileATargetThatHasAllOfABlobCommitsIt() throws IOException {
    CountingInputStream content = content();
    content.transferTo(OutputStream.nullOutputStream());
    assertThat(beats()).isTrue();
    now.addAndGet(ImageStore.LONGEST_COMMIT.minus(Duration.ofSeconds(1)).toNanos());
    assertThat(beats()).isTrue();
    content.close();
    assertThat(beats()).isFalse();
  }

  @Test
  void standsStillWhenACommitTakesTooLong() throws IOException {
    try (CountingInputStream content = content()) {
      content.transferTo(OutputStream.nullOutputStream());
      now.addAndGet(ImageStore.LONGEST_COMMIT.toNanos());
      assertThat(content.read()).as("who asks again gets no more time").isEqualTo(-1);
      assertThat(beats()).isFalse();
    }
  }

  private boolean beats() {
    long before = tracker.pulse();
    return tracker.pulse() != before;
  }

  private CountingInputStream content() {
    return new CountingInputStream(new ByteArrayInputStream(new byte[3]), tracker);
  }
}

package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens while a mirror copies. */
class MirrorRaceTest extends MirrorPairTest {

  @Test
  void leavesWhatSomebodyElseWroteWhileItWasCopied() throws IOException {
    pair.targets.mirror = never();
    pair.publish("v1");
    PollCount _ = pair.select(POLL);
    AtomicReference<@Nullable Manifest> theirs = new AtomicReference<>();
    pair.copies
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on((method, path) -> {
                  if (method.equals("POST") && path.contains("/blobs/") && theirs.get() == null) {
                    theirs.set(theirsOrFail("v1"));
                  }
                  return false;
                }));
    assertThat(pair.bring(POLL).troubles()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(Objects.requireNonNull(theirs.get()).digest());
    assertThat(Objects.requireNonNull(pair.at("v1").trouble()).cause())
        .contains("somebody else wrote that tag while it was copied");
    assertThat(pair.poll(NEXT).copied()).isZero();
    assertThat(pair.at("v1").kept()).contains("overwrite is never");
  }

  private TagMirror never() {
    return pair.mirror(order -> {
      order.overwrite = Overwrite.NEVER;
      return order;
    });
  }

  private Manifest theirsOrFail(String tag) {
    try {
      SampleImages others = new SampleImages(pair.there, 99);
      Manifest image = others.image(Platform.parse("linux/amd64"), 10);
      others.tag(image, new Tag(tag));
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void givesItsSlotAwayAfterTwoMinutesAndGoesOnWithTheRest()
      throws IOException, InterruptedException {
    int many = 20;
    for (int i = 0; i < many; i++) {
      pair.publish("v%02d".formatted(i));
    }
    PollCount _ = pair.select(POLL);
    AtomicLong time = new AtomicLong();
    pair.copies
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on((method, path) -> {
                  if (method.equals("PUT") && path.contains("/manifests/v")) {
                    time.set(Duration.ofMinutes(2).toNanos());
                  }
                  return false;
                }));
    PollPage first = pair.round(POLL, time::get).page();
    assertThat(first.next()).isNotNull();
    assertThat(first.count().copied()).as("those under way come to their end").isBetween(1, 8);
    int copied = first.count().copied();
    PollPage second = pair.round(POLL, () -> 0).page();
    assertThat(second.next()).isNull();
    assertThat(second.count().copied()).isEqualTo(many - copied);
    assertThat(pair.tagged()).doesNotHaveDuplicates().hasSize(many);
  }
}

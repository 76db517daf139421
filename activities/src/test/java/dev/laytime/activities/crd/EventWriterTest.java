package dev.laytime.activities.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventWriterTest {

  private static final ObjectKind PINS =
      new ObjectKind("laytime.dev/v1alpha1", "Pin", "pins", true);
  private static final ObjectHeader PIN =
      new ObjectHeader(PINS, "shop", "keep", "u-1", "7", 1, null);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final FakeCluster cluster = new FakeCluster();
  private final EventWriter events = new EventWriter("worker-1", clock);

  @Test
  void tellsOfAnObjectWhereItIs() throws IOException {
    assertThat(events.tell(cluster, PIN, Verdict.stalled("AccessDenied", "not yours"))).isTrue();

    assertThat(cluster.events("shop"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.path("type").asText()).isEqualTo("Warning");
          assertThat(event.path("reason").asText()).isEqualTo("AccessDenied");
          assertThat(event.path("note").asText()).isEqualTo("not yours");
          assertThat(event.path("regarding").path("name").asText()).isEqualTo("keep");
          assertThat(event.path("reportingController").asText()).isEqualTo("laytime.dev/worker");
          assertThat(event.path("reportingInstance").asText()).isEqualTo("worker-1");
        });
  }

  @Test
  void countsWhatIsSaidAgainWhicheverWorkerSaysIt() throws IOException {
    Verdict verdict = Verdict.ready("Pinned", "it stays");
    var _ = events.tell(cluster, PIN, verdict);
    var _ = events.tell(cluster, PIN, verdict);
    var _ = events.tell(cluster, PIN, verdict);
    assertThat(count()).isEqualTo(3);

    var _ = new EventWriter("worker-2", clock).tell(cluster, PIN, verdict);
    assertThat(cluster.events("shop")).hasSize(1);
    assertThat(count()).isEqualTo(4);

    var _ = events.tell(cluster, PIN, verdict);
    assertThat(count()).isEqualTo(5);
  }

  private int count() {
    JsonNode event = cluster.events("shop").getFirst();
    return event.path("series").path("count").asInt();
  }

  @Test
  void doesNotListenToANamespaceThatHasTooMuchToSay() throws IOException {
    Verdict verdict = Verdict.ready("Pinned", "it stays");
    for (int i = 0; i < EventWriter.NAMESPACE_BURST; i++) {
      assertThat(events.tell(cluster, pin("shop", "u-" + i), verdict)).isTrue();
    }
    assertThat(events.tell(cluster, pin("shop", "one more"), verdict)).isFalse();
    assertThat(events.tell(cluster, pin("till", "other"), verdict)).isTrue();

    now.set(now.get().plus(EventWriter.NAMESPACE_EVERY));
    assertThat(events.tell(cluster, pin("shop", "one more"), verdict)).isTrue();
  }

  private static ObjectHeader pin(String namespace, String uid) {
    return new ObjectHeader(PINS, namespace, "keep", uid, "8", 1, null);
  }

  @Test
  void doesNotListenToAnObjectThatHasTooMuchToSay() throws IOException {
    for (int i = 0; i < EventWriter.BURST; i++) {
      assertThat(events.tell(cluster, PIN, Verdict.ready("Pinned", "word " + i))).isTrue();
    }
    assertThat(events.tell(cluster, PIN, Verdict.ready("Pinned", "one more"))).isFalse();
    ObjectHeader other = new ObjectHeader(PINS, "shop", "other", "u-2", "8", 1, null);
    assertThat(events.tell(cluster, other, Verdict.ready("Pinned", "so"))).isTrue();

    now.set(now.get().plus(EventWriter.EVERY));
    assertThat(events.tell(cluster, PIN, Verdict.ready("Pinned", "one more"))).isTrue();
    assertThat(cluster.events("shop")).hasSize(EventWriter.BURST + 2);
  }
}

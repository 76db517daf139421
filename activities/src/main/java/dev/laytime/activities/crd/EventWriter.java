package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of objects in events, as {@code kubectl describe} shows them. What is said again counts as
 * one more of a series; who has too much to say is not listened to for a while.
 */
public final class EventWriter {

  /** So many an object may have told of it at once. */
  static final int BURST = 10;

  /** And after that one more whenever so long has gone by. */
  static final Duration EVERY = Duration.ofMinutes(5);

  /** So many all objects of a namespace may have told of them at once. */
  static final int NAMESPACE_BURST = 100;

  /** And after that one more whenever so long has gone by. */
  static final Duration NAMESPACE_EVERY = Duration.ofSeconds(30);

  private static final String CONTROLLER = "laytime.dev/worker";
  private static final int MOST = 10_000;
  private static final int LONGEST_NOTE = 1000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_INSTANCE = 128;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final int FIRST_AGAIN = 2;
  private static final int DIGITS = 16;

  private final String instance;
  private final InstantSource clock;
  private final Map<String, Allowance> objects = bounded();
  private final Map<String, Allowance> namespaces = bounded();

  /** How much may still be said, of so much at once and one more each time. */
  private record Allowance(int burst, Duration every, double left, Instant at) {

    static Allowance full(int burst, Duration every, Instant now) {
      return new Allowance(burst, every, burst, now);
    }

    Allowance at(Instant now) {
      double earned = (double) Duration.between(at, now).toMillis() / every.toMillis();
      return new Allowance(burst, every, Math.min(burst, left + Math.max(0, earned)), now);
    }

    Allowance less() {
      return new Allowance(burst, every, left - 1, at);
    }
  }

  /**
   * A writer.
   *
   * @param instance which of several workers this is
   */
  public EventWriter(String instance, InstantSource clock) {
    this.instance =
        instance.length() <= LONGEST_INSTANCE ? instance : instance.substring(0, LONGEST_INSTANCE);
    this.clock = clock;
  }

  private static <T> Map<String, T> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Tells of a verdict.
   *
   * @return whether it was told; not where the object, or its namespace, had too much to say
   * @throws IOException if it was refused, or there was no answer
   */
  public synchronized boolean tell(ObjectApi api, ObjectHeader object, Verdict verdict)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
    if (!allowed(object.uid(), namespace, now)) {
      return false;
    }
    String path = "/apis/events.k8s.io/v1/namespaces/%s/events".formatted(namespace);
    String name = name(object, verdict);
    ObjectApi.Answer answer = api.create(path, event(object, verdict, namespace, name, now));
    if (answer.status() == CONFLICT) {
      answer = again(api, path + "/" + name, now);
    }
    if (!answer.isOk()) {
      throw new IOException(answer.refusal());
    }
    return true;
  }

  /** Whoever makes many objects in a namespace of his own has no more to say than others. */
  private boolean allowed(String object, String namespace, Instant now) {
    Allowance its = objects.getOrDefault(object, Allowance.full(BURST, EVERY, now)).at(now);
    Allowance all =
        namespaces
            .getOrDefault(namespace, Allowance.full(NAMESPACE_BURST, NAMESPACE_EVERY, now))
            .at(now);
    if (its.left() < 1 || all.left() < 1) {
      return false;
    }
    objects.put(object, its.less());
    namespaces.put(namespace, all.less());
    return true;
  }

  /**
   * One more of a series. How many there are is learnt by a change that says no count, as others
   * count as well; the first has none, and such a change of it is refused.
   */
  private static ObjectApi.Answer again(ObjectApi api, String path, Instant now)
      throws IOException {
    ObjectApi.Answer seen = series(api, path, null, now);
    if (seen.status() == INVALID) {
      return series(api, path, FIRST_AGAIN, now);
    }
    int count = seen.body().path("series").path("count").asInt();
    return seen.isOk() ? series(api, path, Math.max(count + 1, FIRST_AGAIN), now) : seen;
  }

  private static ObjectApi.Answer series(
      ObjectApi api, String path, @Nullable Integer count, Instant now) throws IOException {
    ObjectNode patch = StatusWriter.JSON.createObjectNode();
    ObjectNode series = patch.putObject("series").put("lastObservedTime", now.toString());
    if (count != null) {
      series.put("count", count);
    }
    return api.patch(path + "?fieldManager=" + StatusWriter.MANAGER, ObjectApi.Patch.MERGE, patch);
  }

  private ObjectNode event(
      ObjectHeader object, Verdict verdict, String namespace, String name, Instant now) {
    ObjectNode event = StatusWriter.JSON.createObjectNode();
    event.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    event.putObject("metadata").put("namespace", namespace).put("name", name);
    event
        .put("eventTime", now.toString())
        .put("type", verdict.isBad() ? "Warning" : "Normal")
        .put("reason", verdict.reason())
        .put("action", "Reconcile")
        .put("note", cut(verdict.message(), LONGEST_NOTE))
        .put("reportingController", CONTROLLER)
        .put("reportingInstance", instance);
    ObjectNode regarding = event.putObject("regarding");
    regarding
        .put("apiVersion", object.kind().version())
        .put("kind", object.kind().kind())
        .put("name", object.name())
        .put("uid", object.uid());
    if (object.kind().namespaced()) {
      regarding.put("namespace", object.namespace());
    }
    return event;
  }

  /** The same for the same words about the same object, whichever worker says them. */
  private static String name(ObjectHeader object, Verdict verdict) {
    String words = String.join("\n", object.uid(), verdict.reason(), verdict.message());
    return cut(object.name(), LONGEST_NAME).replaceFirst("[.-]+$", "")
        + "."
        + Sha256.hex(words).substring(0, DIGITS);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}

package dev.laytime.activities.crd.qebbeq;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes round by round. One object that is refused keeps no other from being written, and
 * comes back later each time; a server that is busy or silent is left alone until the next round.
 */
final class Writing {

  private static final Logger log = LoggerFactory.getLogger(Writing.class);

  /** In one round: what is left is still different in the next. */
  static final int MOST = 500;

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 6;

  private final InstantSource clock;
  private final Map<Target, Pause> pauses = new HashMap<>();

  Writing(InstantSource clock) {
    this.clock = clock;
  }

  /** Names are unique among objects of one kind, and a mirror has but one thing to be written. */
  private record Target(boolean mirror, ObjectKey key) {
    static Target of(Change change) {
      return new Target(change instanceof Change.WriteMirrorStatus, change.key());
    }
  }

  private record Pause(int refusals, Instant until) {}

  /**
   * Writes as many as it may.
   *
   * @return how many, and what keeps others from being written
   * @throws IOException if the server is busy, or gives no answer
   */
  QebbeqAdapter.Round write(QebbeqObjects objects, List<Change> changes) throws IOException {
    pauses.keySet().retainAll(changes.stream().map(Target::of).collect(Collectors.toSet()));
    Instant end = clock.instant().plus(LONGEST);
    Set<String> trouble = new HashSet<>();
    Set<Class<? extends Change>> impossible = new HashSet<>();
    int written = 0;
    int tried = 0;
    for (Change change : changes) {
      Target target = Target.of(change);
      Pause pause = pauses.getOrDefault(target, new Pause(0, Instant.MIN));
      if (impossible.contains(change.getClass())) {
        continue;
      }
      if (clock.instant().isBefore(pause.until())) {
        trouble.add(REFUSED);
        continue;
      }
      if (tried == MOST || clock.instant().isAfter(end)) {
        break;
      }
      tried++;
      switch (written(objects, change)) {
        case Outcome.Done _ -> {
          pauses.remove(target);
          written++;
        }
        case Outcome.Overtaken _ -> pauses.remove(target);
        case Outcome.NoStatus(var kind) -> {
          impossible.add(change.getClass());
          trouble.add(noStatus(kind));
        }
        case Outcome.Refused(var cause) -> {
          pauses.put(target, later(pause));
          trouble.add(REFUSED);
          told(change, cause);
        }
        case Outcome.Busy(var cause) -> throw new IOException(left(change, cause));
      }
    }
    return new QebbeqAdapter.Round(
        trouble.stream().sorted().collect(Collectors.joining("; ")), written);
  }

  private static final String REFUSED = "some objects could not be written: see the log";

  private static String noStatus(String kind) {
    return ("the cluster's definition of %s has no status: `laytime crds qebbeq | kubectl apply"
            + " --server-side --force-conflicts -f -` brings it up to date")
        .formatted(kind);
  }

  private static Outcome written(QebbeqObjects objects, Change change) throws IOException {
    try {
      return objects.write(change);
    } catch (IOException e) {
      throw new IOException(left(change, String.valueOf(e.getMessage())), e);
    }
  }

  private static String left(Change change, String cause) {
    return "write %s: %s; what is left waits for the next round".formatted(change.key(), cause);
  }

  private Pause later(Pause before) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before.refusals(), MOST_DOUBLINGS));
    return new Pause(before.refusals() + 1, clock.instant().plus(pause));
  }

  private static void told(Change change, String cause) {
    log.warn(
        "not written change={} object={} cause={}",
        change.getClass().getSimpleName(),
        change.key(),
        cause);
  }
}

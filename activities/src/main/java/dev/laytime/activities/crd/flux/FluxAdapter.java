package dev.laytime.activities.crd.flux;

import static java.util.stream.Collectors.toSet;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for a cluster's users what imagerepo-mirror did: what Flux scans is mirrored. It works by
 * levels: each round reads everything and has the differences taken, so that a round that was lost
 * costs its time. Two at once do the same.
 */
public final class FluxAdapter {

  private static final Logger log = LoggerFactory.getLogger(FluxAdapter.class);

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /**
     * The prefixes of all stages, as all workers together have them now; empty where one that
     * started later has no such adapter, or one of other settings.
     */
    Optional<List<RepositoryPrefix>> stages();

    /**
     * These are the mirrors of all objects that the cluster has now, also of those that rest; what
     * it had before is not polled any more.
     *
     * @return whether they are taken
     */
    boolean mirror(List<FoundMirror> mirrors);

    /** How mirrors stand, by their names; none for one that nobody knows. */
    Map<String, FluxState> states(Set<String> mirrors);

    /** Why certificates are of no use; empty where they are. */
    Optional<String> unusable(FluxCertificates certificates);

    /** Somebody wants a mirror's source looked at, at once. */
    void pollNow(String mirror);

    /** How many objects there are, by how they stand; empty where none was judged. */
    void counted(Map<String, Integer> byReason);
  }

  /**
   * What becomes of a round.
   *
   * @param trouble why nothing, or not everything, was done; empty for nothing
   * @param written how many objects were written
   */
  public record Round(String trouble, int written) {}

  /**
   * What is remembered of an object.
   *
   * @param verdict the last that was told
   */
  private record Known(@Nullable Scan scan, @Nullable Verdict verdict) {}

  private final FluxSettings settings;
  private final Worker worker;
  private final EventWriter events;
  private final Map<String, Known> known = new HashMap<>();
  private @Nullable List<FoundMirror> last;

  /** An adapter of one worker. */
  public FluxAdapter(FluxSettings settings, Worker worker, EventWriter events) {
    this.settings = settings;
    this.worker = worker;
    this.events = events;
  }

  /**
   * Reads everything, and has the differences taken.
   *
   * @throws IOException if not everything could be read: then nothing is changed
   */
  public Round round(ObjectApi api) throws IOException {
    FluxObjects objects = new FluxObjects(api);
    List<ImageRepository> all = objects.all(objects.kind());
    List<String> originals = objects.originals();
    if (!originals.isEmpty()) {
      return idle(
          "imagerepo-mirror's own Deployment %s has ready replicas: scale it to 0"
              .formatted(originals.getFirst()));
    }
    Optional<List<RepositoryPrefix>> stages = worker.stages();
    if (stages.isEmpty()) {
      return idle(
          "another worker that shares the ledger started later, without adapters.imagerepo-mirror"
              + " or with other settings of it");
    }
    FluxPlan judged = FluxPlan.of(all, settings, stages.get(), certificates(api, all));
    FluxPlan plan =
        judged.standing(
            worker.states(
                judged.mirrors().values().stream().map(TagMirror::name).collect(toSet())));
    worker.counted(reasons(plan));
    List<FoundMirror> mirrors = plan.found(all);
    if (!mirrors.equals(last)) {
      if (!worker.mirror(mirrors)) {
        return idle("the ledger did not take what is mirrored: another worker has other settings");
      }
      last = mirrors;
    }
    return tell(api, all, plan);
  }

  /** What is wrong with the certificates of objects, by their keys; it stops no other object. */
  private Map<String, String> certificates(ObjectApi api, List<ImageRepository> all) {
    Map<String, String> wrong = new HashMap<>();
    for (ImageRepository object : all) {
      if (settings.secrets().contains(object.certificatesKey())) {
        String why = wrongWith(api, object);
        wrong.put(
            object.header().key(),
            why.isEmpty()
                ? ""
                : "%s: mend it, or take certSecretRef out; nothing is copied until then"
                    .formatted(why));
      }
    }
    return wrong;
  }

  private String wrongWith(ObjectApi api, ImageRepository object) {
    try {
      FluxCertificates found = FluxCertificates.read(api, object, settings.secrets());
      return found == null
          ? ""
          : worker
              .unusable(found)
              .map(why -> "Secret %s: %s".formatted(found.secret(), why))
              .orElse("");
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Round idle(String why) {
    worker.counted(Map.of());
    last = null; // whoever does it meanwhile may have it otherwise
    return new Round(why, 0);
  }

  private Round tell(ObjectApi api, List<ImageRepository> all, FluxPlan plan) {
    known.keySet().retainAll(all.stream().map(each -> each.header().uid()).toList());
    List<String> untold = new ArrayList<>();
    int told = 0;
    for (ImageRepository object : all) {
      Known before = known.get(object.header().uid());
      Verdict verdict = plan.verdicts().get(object.header().key());
      TagMirror mirror = plan.mirrors().get(object.header().key());
      if (mirror != null && asks(before, object.scan())) {
        worker.pollNow(mirror.name());
      }
      @Nullable Verdict last = before == null ? null : before.verdict();
      if (verdict == null || !isNews(last, verdict)) {
        known.put(object.header().uid(), new Known(object.scan(), told(last, verdict)));
      } else if (isTold(api, object, verdict, untold)) {
        told++;
        known.put(object.header().uid(), new Known(object.scan(), verdict));
      } else {
        known.put(object.header().uid(), new Known(object.scan(), last));
      }
    }
    return new Round(untold.isEmpty() ? "" : untold.getFirst(), told);
  }

  private static boolean asks(@Nullable Known before, @Nullable Scan now) {
    return before == null ? Scan.asksAtFirst(now) : Scan.asks(before.scan(), now);
  }

  /** That all is well is worth a word only after it was not; what is on its way, none. */
  private static boolean isNews(@Nullable Verdict told, Verdict now) {
    if (isOnItsWay(now)) {
      return false;
    }
    return told == null ? now.isBad() : !FluxState.isSame(told, now);
  }

  private static @Nullable Verdict told(@Nullable Verdict before, @Nullable Verdict now) {
    return now != null && isOnItsWay(now) ? before : now;
  }

  private static boolean isOnItsWay(Verdict verdict) {
    return verdict.standing() == Verdict.Standing.RECONCILING;
  }

  private boolean isTold(
      ObjectApi api, ImageRepository object, Verdict verdict, List<String> untold) {
    log.info(
        "judged {} reason={} message={}", object.header(), verdict.reason(), verdict.message());
    try {
      boolean _ = events.tell(api, object.header(), verdict);
      return true; // or it had too much to say
    } catch (IOException e) {
      untold.add("an event of %s: %s".formatted(object.header(), e.getMessage()));
      return false;
    }
  }

  private static Map<String, Integer> reasons(FluxPlan plan) {
    Map<String, Integer> counts = new TreeMap<>();
    plan.verdicts().values().forEach(verdict -> counts.merge(verdict.reason(), 1, Integer::sum));
    return counts;
  }
}

package dev.laytime.activities.crd.qebbeq;

import dev.laytime.activities.crd.Misread;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activity.PollReport;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Does for a cluster's users what Qebbeq did: its mirrors become rules, and its images say how our
 * lives are. It works by levels: each round reads everything and writes the differences, so that a
 * round that was lost costs its time. Two at once write the same.
 */
public final class QebbeqAdapter {

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /**
     * Every image that a Pod names, as it is written, and by which Pods; empty while not all of
     * them are known.
     */
    Optional<Map<String, Set<ObjectReference>>> named();

    /** What is known of images' lives, as of one moment; the image is as somebody wrote it. */
    Function<String, KnownLife> lives(List<String> images);

    /**
     * What there is, for who counts.
     *
     * @param images how many objects, by phase
     * @param mirrors how many, by the reason of their condition; empty where none was judged
     */
    void counted(Map<String, Integer> images, Map<String, Integer> mirrors);

    /** These images stay until then at least; the image is as somebody wrote it. */
    void promise(Map<String, Instant> until);

    /**
     * What mirrors are judged by, as all workers together have it now; empty where one that started
     * later has no such adapter, or one of other settings.
     */
    Optional<Ground> ground();

    /** Whether a rule would let everybody have images brought with a login of ours. */
    Lending lends(MirrorRule rule);

    /** How the last poll of each target ended that is polled. */
    Map<RepositoryPrefix, PollReport> polls();

    /** These are the rules that the cluster has now; what it had before become past ones. */
    void mirror(List<MirrorRule> rules);
  }

  /**
   * What mirrors are judged by.
   *
   * @param stages their prefixes
   * @param configured the targets of mirror rules that configuration has
   * @param rules those that mirrors came to last
   */
  public record Ground(
      List<RepositoryPrefix> stages, List<RepositoryPrefix> configured, Set<MirrorRule> rules) {
    public Ground {
      stages = List.copyOf(stages);
      configured = List.copyOf(configured);
      rules = Set.copyOf(rules);
    }
  }

  /**
   * What becomes of a round.
   *
   * @param trouble why nothing, or not everything, was done; empty for nothing
   * @param written how many objects were written
   */
  public record Round(String trouble, int written) {}

  private final QebbeqSettings settings;
  private final Worker worker;
  private final InstantSource clock;
  private final Writing writing;
  private final Misread misread = new Misread();

  /** An adapter for one registry. */
  public QebbeqAdapter(QebbeqSettings settings, Worker worker, InstantSource clock) {
    this.settings = settings;
    this.worker = worker;
    this.clock = clock;
    this.writing = new Writing(clock);
  }

  /**
   * Reads everything, and writes what is different.
   *
   * @throws IOException if not everything could be read: then nothing is changed; or if the server
   *     no longer takes what is written
   */
  public Round round(ObjectApi api) throws IOException {
    QebbeqObjects objects = new QebbeqObjects(api, misread);
    Optional<Map<String, Set<ObjectReference>>> named = worker.named();
    List<ImageObject> images = objects.images();
    Function<String, KnownLife> lives = lives(images);
    keep(images, lives, named.orElse(Map.of()));
    String obstacle = obstacle(objects);
    if (!obstacle.isEmpty()) {
      worker.counted(Tally.phases(images), Map.of());
      return new Round(obstacle, 0);
    }
    Ground ground = worker.ground().orElse(null);
    if (ground == null) {
      worker.counted(Map.of(), Map.of());
      return new Round(
          "another worker that shares the ledger started later, without adapters.qebbeq or with"
              + " other settings of it",
          0);
    }
    List<ImageMirrorObject> mirrors = objects.mirrors();
    MirrorPlan plan = MirrorPlan.of(mirrors, settings, ground, worker::lends);
    worker.counted(Tally.phases(images), Tally.reasons(plan));
    if (!ground.rules().equals(Set.copyOf(plan.rules()))) {
      worker.mirror(plan.rules());
    }
    List<Change> changes = new ArrayList<>(verdicts(mirrors, plan));
    if (named.isPresent()) {
      boolean closing =
          ImagePlan.asks(settings, images) && objects.mayBeClosing(settings.namespace());
      changes.addAll(plan(lives, closing).changes(images, named.get()));
    }
    Round round = writing.write(objects, changes);
    return named.isEmpty() ? new Round("not all Pods are known yet", round.written()) : round;
  }

  /**
   * Lets go of what it holds up where that is being taken away: the worker may go with it, and
   * nobody else would.
   *
   * @throws IOException if not all of that could be done
   */
  public void leave(ObjectApi api) throws IOException {
    QebbeqObjects objects = new QebbeqObjects(api, misread);
    if (objects.isClosing(settings.namespace()) && obstacle(objects).isEmpty()) {
      Round _ = new Writing(clock).write(objects, ImagePlan.releases(settings, objects.images()));
    }
  }

  private Function<String, KnownLife> lives(List<ImageObject> images) {
    return worker.lives(images.stream().map(image -> image.spec().image()).distinct().toList());
  }

  private ImagePlan plan(Function<String, KnownLife> lives, boolean closing) {
    return new ImagePlan(settings, lives, clock.instant(), closing);
  }

  /** While Qebbeq itself runs as well: whatever it promises by then holds. */
  private void keep(
      List<ImageObject> images,
      Function<String, KnownLife> lives,
      Map<String, Set<ObjectReference>> named) {
    Map<String, Instant> promises = plan(lives, false).promises(images, named);
    if (!promises.isEmpty()) {
      worker.promise(promises);
    }
  }

  private static String obstacle(QebbeqObjects objects) throws IOException {
    List<String> running = objects.runningQebbeqs();
    return running.isEmpty()
        ? ""
        : "Qebbeq's own Deployment %s has ready replicas: scale it to 0"
            .formatted(running.getFirst());
  }

  private List<Change> verdicts(List<ImageMirrorObject> mirrors, MirrorPlan plan) {
    MirrorStatuses statuses = new MirrorStatuses(settings.host(), worker.polls(), clock.instant());
    List<Change> changes = new ArrayList<>();
    for (ImageMirrorObject mirror : mirrors) {
      Condition verdict = plan.verdicts().get(mirror.key());
      if (verdict != null) {
        ImageMirrorStatus status = statuses.of(mirror, verdict);
        if (!status.equals(mirror.status())) {
          changes.add(new Change.WriteMirrorStatus(mirror.key(), status));
        }
      }
    }
    return changes;
  }
}

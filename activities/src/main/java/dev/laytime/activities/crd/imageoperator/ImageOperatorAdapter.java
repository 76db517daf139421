package dev.laytime.activities.crd.imageoperator;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.Misread;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.Round;
import dev.laytime.activities.crd.StatusRound;
import dev.laytime.image.Reference;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Presence;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does for a cluster's users what image-operator did: its objects become mirrors of tags, and say
 * what became of those. It works by levels: each round reads everything and writes the differences.
 * Two at once write the same.
 */
public final class ImageOperatorAdapter {

  /** What it needs to know, and whom it tells. */
  public interface Worker {

    /**
     * The hosts that the two logins are for.
     *
     * @param agreed those that the objects of now agree on: they count where nobody has said so and
     *     none were ever remembered, and are remembered from then on
     */
    LoginHosts hosts(LoginHosts agreed);

    /**
     * What objects are judged by, as all workers together have it now; empty where one that started
     * later has no such adapter, or one of other settings.
     *
     * @param hosts that the two logins are for
     */
    Optional<Ground> ground(LoginHosts hosts);

    /** Whether a login of ours would be used for a rule. */
    Lending lends(MirrorRule rule);

    /** What is known of mirrors, by their names; none for one that is not known. */
    Map<String, MirrorState> states(Set<String> mirrors);

    /** These are the mirrors that the cluster has now, also those that rest. */
    void mirror(List<FoundMirror> mirrors);

    /** Whether a registry has an image. */
    Presence exists(Reference image);

    /** What all objects are marked with, by their mirrors. */
    void marked(Map<String, ObjectMarks> objects);

    /** What was seen, for who counts. */
    void seen(List<Seen> objects);
  }

  /**
   * What objects are judged by.
   *
   * @param hosts that the two logins are for
   * @param configured the targets of mirror rules that configuration has
   * @param mirrors those that objects came to last, also those that rest
   * @param note what somebody should know while something is not copied; empty for nothing
   */
  public record Ground(
      LoginHosts hosts, List<RepositoryPrefix> configured, Set<FoundMirror> mirrors, String note) {
    public Ground {
      configured = List.copyOf(configured);
      mirrors = Set.copyOf(mirrors);
    }

    /** Whether an object of that uid has a mirror, which may rest. */
    boolean knows(String mirror, String object) {
      return mirrors.stream()
          .anyMatch(each -> each.name().equals(mirror) && each.object().equals(object));
    }
  }

  /**
   * An object that was looked at.
   *
   * @param image what is copied, {@code NAME:VERSION} as the object has it
   * @param reason of its condition
   * @param state of its mirror
   */
  public record Seen(String image, String reason, MirrorState state) {}

  private final ImageOperatorSettings settings;
  private final Worker worker;
  private final EventWriter events;
  private final InstantSource clock;
  private final CopiesForPods copies;
  private final Misread misread = new Misread();

  /** An adapter of one worker. */
  public ImageOperatorAdapter(
      ImageOperatorSettings settings, Worker worker, EventWriter events, InstantSource clock) {
    this.settings = settings;
    this.worker = worker;
    this.events = events;
    this.clock = clock;
    this.copies = new CopiesForPods(worker::exists, clock);
  }

  /**
   * Reads everything, and writes what is different.
   *
   * @throws IOException if not everything could be read: then nothing is changed
   */
  public Round round(ObjectApi api) throws IOException {
    ImageObjects objects = new ImageObjects(api, misread);
    List<ImageObject> images = objects.images();
    worker.marked(images.stream().collect(toMap(ImageObject::mirror, ImageObject::marks)));
    LoginHosts hosts = worker.hosts(LoginHosts.agreed(images));
    String obstacle = ImageOperatorSettings.ORIGINAL.obstacle(api, "image-operator");
    if (!obstacle.isEmpty()) {
      return Round.none(obstacle);
    }
    Ground ground = worker.ground(hosts).orElse(null);
    if (ground == null) {
      return Round.none(
          "another worker that shares the ledger started later, without adapters.image-operator or"
              + " with other settings of it");
    }
    Map<String, MirrorState> states =
        worker.states(images.stream().map(ImageObject::mirror).collect(toSet()));
    ImagePlan plan = new ImagePlan(settings, ground, worker::lends);
    Map<ImageObject, Planned> planned = plan.of(images);
    List<FoundMirror> mirrors = plan.found(planned);
    if (!ground.mirrors().equals(Set.copyOf(mirrors))) {
      worker.mirror(mirrors);
    }
    Map<ImageObject, ImageStatuses.Judged> judged = judged(planned, ground, states);
    worker.seen(judged.values().stream().map(ImageStatuses.Judged::seen).toList());
    Round written = written(api, judged);
    OnTheFly onTheFly = settings.onTheFly();
    if (onTheFly == null) {
      return written;
    }
    int made = copies.make(objects, images, onTheFly);
    return written.and(new Round("", made));
  }

  private Map<ImageObject, ImageStatuses.Judged> judged(
      Map<ImageObject, Planned> planned, Ground ground, Map<String, MirrorState> states) {
    Instant now = clock.instant();
    return planned.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                each ->
                    ImageStatuses.judged(
                        each.getKey(),
                        each.getValue(),
                        states.getOrDefault(each.getKey().mirror(), MirrorState.NONE),
                        isAsBefore(each.getValue(), ground),
                        ground.note(),
                        now)));
  }

  private static boolean isAsBefore(Planned planned, Ground ground) {
    return planned instanceof Planned.InForce(TagMirror mirror)
        && ground.mirrors().stream().anyMatch(known -> mirror.equals(known.mirror()));
  }

  private Round written(ObjectApi api, Map<ImageObject, ImageStatuses.Judged> judged) {
    return new StatusRound(api, events)
        .write(
            judged.entrySet().stream().map(each -> said(each.getKey(), each.getValue())).toList());
  }

  private static StatusRound.Said said(ImageObject image, ImageStatuses.Judged judged) {
    ImageStatus after = judged.status();
    return new StatusRound.Said(
        image.header(),
        after,
        !after.equals(image.status()),
        ImageStatuses.differ(image.status(), after),
        judged.verdict());
  }
}

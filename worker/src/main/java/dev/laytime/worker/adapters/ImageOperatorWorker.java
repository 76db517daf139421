package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imageoperator.HistoryEntry;
import dev.laytime.activities.crd.imageoperator.ImageCounts;
import dev.laytime.activities.crd.imageoperator.ImageOperatorAdapter;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.crd.imageoperator.MirrorState;
import dev.laytime.activities.crd.imageoperator.ObjectMarks;
import dev.laytime.image.Reference;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.Presence;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.Times;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.MirrorTargets;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.TagMirrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows that image-operator's objects are to say, and what it takes of them. */
final class ImageOperatorWorker implements ImageOperatorAdapter.Worker {

  private static final Logger log = LoggerFactory.getLogger(ImageOperatorWorker.class);

  /** So many tags an object may say that it has. */
  private static final int MOST_COPIES = 1000;

  private final LoginHostKeeper hosts;
  private final Registration registration;
  private final TagMirrors mirrors;
  private final MirrorTargets targets;
  private final Function<MirrorRule, Lending> lends;
  private final Function<Reference, Presence> exists;
  private final AdapterSettings settings;
  private final Runnable wake;
  private final SeenMarks marks;
  private final ImageOperatorMetrics metrics;

  /**
   * @param lends whether a rule would let everybody have images brought with a login of ours
   * @param exists whether a registry has an image
   * @param settings as the ledger knows the adapter
   * @param wake has the polls scheduled that are wanted
   */
  ImageOperatorWorker(
      LoginHostKeeper hosts,
      Registration registration,
      TagMirrors mirrors,
      MirrorTargets targets,
      Function<MirrorRule, Lending> lends,
      Function<Reference, Presence> exists,
      AdapterSettings settings,
      Runnable wake,
      SeenMarks marks,
      ImageOperatorMetrics metrics) {
    this.hosts = hosts;
    this.registration = registration;
    this.mirrors = mirrors;
    this.targets = targets;
    this.lends = lends;
    this.exists = exists;
    this.settings = settings;
    this.wake = wake;
    this.marks = marks;
    this.metrics = metrics;
  }

  @Override
  public LoginHosts hosts(LoginHosts agreed) {
    LoginHosts settled = hosts.settle(agreed);
    metrics.hosts(settled);
    return settled;
  }

  @Override
  public Optional<ImageOperatorAdapter.Ground> ground(LoginHosts now) {
    return registration
        .ground(settings)
        .map(ground ->
            new ImageOperatorAdapter.Ground(
                now,
                ground.configured(),
                mirrors.found(settings.name()).stream()
                    .map(TagMirrors.Known::found)
                    .collect(Collectors.toSet()),
                hosts.note()));
  }

  @Override
  public Lending lends(MirrorRule rule) {
    return lends.apply(rule);
  }

  @Override
  public Map<String, MirrorState> states(Set<String> names) {
    Map<String, MirrorState> states = new HashMap<>();
    for (TagMirrors.Known known : mirrors.found(settings.name())) {
      TagMirror mirror = known.mirror();
      if (names.contains(mirror.name())) {
        states.put(mirror.name(), state(mirror));
      }
    }
    return states;
  }

  private MirrorState state(TagMirror mirror) {
    MirrorTargets.Standing standing = targets.of(mirror.name());
    List<MirrorTargets.Copied> copies =
        mirror.copying().times() == Times.EACH_ONCE
            ? targets.copied(mirror.name(), MOST_COPIES)
            : standing.last();
    return new MirrorState(
        new ImageCounts(
            standing.matched(),
            standing.current(),
            standing.waiting(),
            standing.failing(),
            standing.count().left()),
        copies.reversed().stream().map(ImageOperatorWorker::entry).toList(),
        standing.causes(),
        standing.startedAt(),
        standing.unknown(),
        standing.throttledUntil(),
        standing.done());
  }

  private static HistoryEntry entry(MirrorTargets.Copied copied) {
    return new HistoryEntry(
        copied.copiedAt(), copied.source().text(), copied.target().text(), copied.digest().value());
  }

  @Override
  public void mirror(List<FoundMirror> now) {
    if (mirrors.replace(settings, now)) {
      log.info("objects of image-operator taken objects={}", now.size());
      wake.run();
    }
  }

  @Override
  public Presence exists(Reference image) {
    return exists.apply(image);
  }

  @Override
  public void marked(Map<String, ObjectMarks> objects) {
    marks.see(objects);
  }

  @Override
  public void seen(List<ImageOperatorAdapter.Seen> objects) {
    metrics.seen(objects);
  }
}

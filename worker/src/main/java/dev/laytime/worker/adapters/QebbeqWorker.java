package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.qebbeq.KnownLife;
import dev.laytime.activities.crd.qebbeq.ObjectReference;
import dev.laytime.activities.crd.qebbeq.QebbeqAdapter;
import dev.laytime.activities.usage.cluster.PodImages;
import dev.laytime.activity.PollReport;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.Standings;
import dev.laytime.worker.ledger.Standings.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows that Qebbeq's objects are to say, and what it takes of them. */
final class QebbeqWorker implements QebbeqAdapter.Worker {

  private static final Logger log = LoggerFactory.getLogger(QebbeqWorker.class);

  private final Supplier<Optional<Map<String, Set<PodImages.Pod>>>> pods;
  private final Standings standings;
  private final Registration registration;
  private final Supplier<Map<RepositoryPrefix, PollReport>> polls;
  private final Function<MirrorRule, Lending> lends;
  private final AdapterSettings settings;
  private final Runnable wake;
  private final QebbeqMetrics metrics;
  private final InstantSource clock;

  /**
   * @param pods what they name; empty while not all are known
   * @param polls how the last one of each target ended
   * @param lends whether a rule would let everybody have images brought with a login of ours
   * @param settings as the ledger knows the adapter
   * @param wake has those lives told that are owed a word
   */
  QebbeqWorker(
      Supplier<Optional<Map<String, Set<PodImages.Pod>>>> pods,
      Standings standings,
      Registration registration,
      Supplier<Map<RepositoryPrefix, PollReport>> polls,
      Function<MirrorRule, Lending> lends,
      AdapterSettings settings,
      Runnable wake,
      QebbeqMetrics metrics,
      InstantSource clock) {
    this.pods = pods;
    this.standings = standings;
    this.registration = registration;
    this.polls = polls;
    this.lends = lends;
    this.settings = settings;
    this.wake = wake;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Optional<Map<String, Set<ObjectReference>>> named() {
    return pods.get()
        .map(named -> {
          Map<String, Set<ObjectReference>> references = new LinkedHashMap<>();
          named.forEach((image, by) -> references.put(image, references(by)));
          return references;
        });
  }

  private static Set<ObjectReference> references(Set<PodImages.Pod> pods) {
    return pods.stream()
        .map(pod -> ObjectReference.pod(pod.namespace(), pod.name()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Function<String, KnownLife> lives(List<String> images) {
    Map<String, KnownLife> known = new LinkedHashMap<>();
    Map<String, Reference> references = new LinkedHashMap<>();
    for (String image : images) {
      try {
        references.put(image, Reference.parse(image));
      } catch (InvalidReferenceException e) {
        known.put(image, KnownLife.none(String.valueOf(e.getMessage())));
      }
    }
    Map<Reference, Standing> all = standings.of(references.values().stream().distinct().toList());
    references.forEach((image, reference) ->
        known.put(image, life(image, Objects.requireNonNull(all.get(reference)))));
    return image -> known.getOrDefault(image, KnownLife.none("nobody has asked for it yet"));
  }

  private static KnownLife life(String image, Standing standing) {
    return standing.stage() == null
        ? KnownLife.none("no stage of the worker has " + image)
        : new KnownLife(
            null,
            standing.why(),
            standing.over(),
            standing.deletes(),
            standing.copiedAt(),
            standing.promised());
  }

  @Override
  public void counted(Map<String, Integer> images, Map<String, Integer> mirrors) {
    metrics.counted(images, mirrors);
  }

  @Override
  public void promise(Map<String, Instant> until) {
    Map<Reference, Instant> latest = new LinkedHashMap<>();
    until.forEach((image, instant) ->
        latest.merge(
            Reference.parse(image), instant, (one, other) -> one.isAfter(other) ? one : other));
    standings.promise(latest, clock.instant());
    log.info("times of Qebbeq taken over images={}", latest.size());
  }

  @Override
  public Optional<QebbeqAdapter.Ground> ground() {
    return registration
        .ground(settings)
        .map(ground ->
            new QebbeqAdapter.Ground(
                ground.stages(), ground.configured(), Set.copyOf(ground.rules())));
  }

  @Override
  public Lending lends(MirrorRule rule) {
    return lends.apply(rule);
  }

  @Override
  public Map<RepositoryPrefix, PollReport> polls() {
    return polls.get();
  }

  @Override
  public void mirror(List<MirrorRule> rules) {
    List<Reference> look = registration.mirror(settings, rules, clock.instant()).orElse(List.of());
    log.info("mirrors of Qebbeq taken rules={} changed={}", rules.size(), look.size());
    wake.run();
  }
}

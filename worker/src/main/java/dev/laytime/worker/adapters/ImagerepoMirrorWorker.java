package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.flux.FluxAdapter;
import dev.laytime.activities.crd.flux.FluxCertificates;
import dev.laytime.activities.crd.flux.FluxState;
import dev.laytime.activities.registry.client.PemTexts;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.AdapterGround;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.MirrorTargets;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.TagMirrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows that Flux's objects are judged by, and what it takes of them. */
final class ImagerepoMirrorWorker implements FluxAdapter.Worker {

  private static final Logger log = LoggerFactory.getLogger(ImagerepoMirrorWorker.class);

  private final Registration registration;
  private final TagMirrors mirrors;
  private final MirrorTargets targets;
  private final AdapterSettings settings;
  private final Runnable schedule;
  private final Consumer<String> pollNow;
  private final Consumer<String> leave;
  private final ImagerepoMirrorMetrics metrics;
  private final AtomicReference<Set<String>> names = new AtomicReference<>(Set.of());

  /**
   * @param settings as the ledger knows the adapter
   * @param schedule has polls scheduled anew
   * @param pollNow has a mirror polled at once
   * @param leave lets go of what was there for a mirror whose object is gone
   */
  ImagerepoMirrorWorker(
      Registration registration,
      TagMirrors mirrors,
      MirrorTargets targets,
      AdapterSettings settings,
      Runnable schedule,
      Consumer<String> pollNow,
      Consumer<String> leave,
      ImagerepoMirrorMetrics metrics) {
    this.registration = registration;
    this.mirrors = mirrors;
    this.targets = targets;
    this.settings = settings;
    this.schedule = schedule;
    this.pollNow = pollNow;
    this.leave = leave;
    this.metrics = metrics;
  }

  @Override
  public Optional<List<RepositoryPrefix>> stages() {
    return registration.ground(settings).map(AdapterGround::stages);
  }

  @Override
  public boolean mirror(List<FoundMirror> found) {
    Set<String> now =
        found.stream()
            .filter(each -> each.mirror() != null)
            .map(FoundMirror::name)
            .collect(Collectors.toSet());
    Set<String> before = names.getAndSet(now);
    before.stream().filter(name -> !now.contains(name)).forEach(leave);
    boolean taken = mirrors.replace(settings, found);
    if (taken) {
      log.info("image repositories of Flux taken mirrors={}", now.size());
      schedule.run();
    }
    return taken;
  }

  @Override
  public Map<String, FluxState> states(Set<String> found) {
    return found.stream().collect(Collectors.toMap(name -> name, this::state));
  }

  private FluxState state(String name) {
    MirrorTargets.Standing standing = targets.of(name);
    return new FluxState(
        standing.endedAt() != null,
        standing.matched(),
        standing.current(),
        standing.waiting(),
        standing.failing(),
        standing.unknown(),
        standing.causes().stream().findFirst().orElse(""));
  }

  @Override
  public Optional<String> unusable(FluxCertificates certificates) {
    return new PemTexts(
            certificates.secret(),
            certificates.ca(),
            certificates.certificate(),
            certificates.key())
        .unusable();
  }

  @Override
  public void pollNow(String mirror) {
    pollNow.accept(mirror);
  }

  @Override
  public void counted(Map<String, Integer> byReason) {
    metrics.counted(byReason);
  }
}

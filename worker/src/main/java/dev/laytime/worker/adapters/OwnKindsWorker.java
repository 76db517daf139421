package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.own.BuildGround;
import dev.laytime.activities.crd.own.KeptRules;
import dev.laytime.activities.crd.own.ManagedStage;
import dev.laytime.activities.crd.own.ObservedSource;
import dev.laytime.activities.crd.own.OfferedPath;
import dev.laytime.activities.crd.own.OfferedRule;
import dev.laytime.activities.crd.own.OwnKindsAdapter;
import dev.laytime.activities.crd.own.PinnedImage;
import dev.laytime.activities.crd.own.Surroundings;
import dev.laytime.activities.crd.own.Taken;
import dev.laytime.activities.crd.own.Tenancy;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.ledger.ObjectSettings;
import dev.laytime.worker.ledger.PathSettings;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.SourceSettings;
import dev.laytime.worker.ledger.StageSettings;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.Loops;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker knows that Laytime's own objects are judged by, and what it takes of them. */
final class OwnKindsWorker implements OwnKindsAdapter.Worker {

  private static final Logger log = LoggerFactory.getLogger(OwnKindsWorker.class);

  private final Tenancy tenancy;
  private final ObjectRegistration registration;
  private final LedgerSettings settings;
  private final Loops loops;
  private final Supplier<Announcement> owed;
  private final Consumer<List<Announcement>> announcements;
  private final ObjectPaths paths;
  private final BuildGround builds;
  private final Supplier<Announcement> pathsChanged;
  private final InstantSource clock;
  private final Set<String> scanned = new HashSet<>();
  private final AtomicReference<@Nullable List<OfferedPath>> announced = new AtomicReference<>();

  /**
   * @param settings what configuration says
   * @param owed tells lives what was decided
   * @param announcements sends until it is taken
   * @param paths what paths are judged by
   * @param builds what build rules are judged by
   * @param pathsChanged has what paths promote by themselves begin
   */
  OwnKindsWorker(
      Tenancy tenancy,
      ObjectRegistration registration,
      LedgerSettings settings,
      Loops loops,
      Supplier<Announcement> owed,
      Consumer<List<Announcement>> announcements,
      ObjectPaths paths,
      BuildGround builds,
      Supplier<Announcement> pathsChanged,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.registration = registration;
    this.settings = settings;
    this.loops = loops;
    this.owed = owed;
    this.announcements = announcements;
    this.paths = paths;
    this.builds = builds;
    this.pathsChanged = pathsChanged;
    this.clock = clock;
  }

  @Override
  public Surroundings surroundings() {
    Map<String, RepositoryPrefix> stages =
        settings.stages().stream()
            .collect(Collectors.toMap(StageSettings::name, StageSettings::prefix));
    return new Surroundings(
        tenancy,
        stages,
        Set.copyOf(registration.sources()),
        Stream.concat(
                settings.sources().stream().map(SourceSettings::name),
                registration.otherSources().stream())
            .collect(Collectors.toSet()),
        registration.scans(),
        paths.ground(registration.otherPaths()),
        builds);
  }

  @Override
  public String take(Taken taken) {
    return switch (registration.take(objects(taken), taken.cluster(), settings, clock.instant())) {
      case ObjectRegistration.Answer.Refused(var why) -> why;
      case ObjectRegistration.Answer.Taken(var changes) -> {
        announcePaths(taken);
        announce(taken, changes);
        yield "";
      }
    };
  }

  /** Also at first: whoever took them may have crashed, and what is not judged yet waits for it. */
  private void announcePaths(Taken taken) {
    if (!taken.paths().equals(announced.getAndSet(taken.paths()))) {
      announcements.accept(List.of(pathsChanged.get()));
    }
  }

  private void announce(Taken taken, Registration.Changes changes) {
    Set<String> sources = new LinkedHashSet<>(changes.sources());
    sources.addAll(unscanned(taken));
    if (sources.isEmpty() && changes.stages().isEmpty() && changes.look().isEmpty()) {
      return;
    }
    List<Announcement> all = new ArrayList<>();
    sources.forEach(source ->
        all.add(new Announcement("start the scans of " + source, () -> loops.scan(source))));
    changes
        .stages()
        .forEach(stage ->
            all.add(new Announcement("start the sweeps of " + stage, () -> loops.sweep(stage))));
    all.add(owed.get());
    announcements.accept(all);
    log.info(
        "objects taken stages={} policies={} pins={} sources={} paths={} rules={} changed={}",
        taken.stages().size(),
        taken.policies().size(),
        taken.pins().size(),
        taken.sources().size(),
        taken.paths().size(),
        taken.rules().size(),
        changes.look().size());
  }

  /** Those whose scans this worker has not had started: whoever took them may have crashed. */
  private List<String> unscanned(Taken taken) {
    List<String> names = taken.sources().stream().map(ObservedSource::name).toList();
    scanned.retainAll(names);
    return names.stream().filter(scanned::add).toList();
  }

  @Override
  public void sweepNow(String stage) {
    announcements.accept(
        List.of(new Announcement("sweep " + stage + " now", () -> loops.sweepNow(stage))));
  }

  @Override
  public void scanNow(String source) {
    announcements.accept(
        List.of(new Announcement("scan " + source + " now", () -> loops.scanNow(source))));
  }

  private ObjectSettings objects(Taken taken) {
    return new ObjectSettings(
        taken.stages().stream().map(this::stage).toList(),
        taken.policies().stream().map(OwnKindsWorker::policy).toList(),
        taken.pins().stream().map(OwnKindsWorker::pin).toList(),
        taken.sources().stream().map(OwnKindsWorker::source).toList(),
        taken.paths().stream().map(this::path).toList(),
        taken.rules().stream().map(this::rule).toList(),
        new ObjectSettings.Held(
            held(taken, "Stage"),
            held(taken, "RetentionPolicy"),
            held(taken, "Pin"),
            held(taken, "UsageSource"),
            held(taken, "PromotionPath"),
            held(taken, "BuildRule")));
  }

  private static Set<String> held(Taken taken, String kind) {
    Set<String> keys = new HashSet<>();
    taken.held().stream().filter(each -> each.kind().equals(kind)).forEach(e -> keys.add(e.key()));
    return keys;
  }

  private ObjectSettings.ObjectStage stage(ManagedStage stage) {
    ManagedStage.Breaker breaker = stage.breaker();
    return new ObjectSettings.ObjectStage(
        new StageSettings(
            stage.name(),
            stage.prefix(),
            stage.deletion(),
            stage.externalDelete(),
            stage.gracePeriod(),
            stage.quarantine(),
            stage.retention(),
            new StageSettings.Breaker(breaker.images(), breaker.percent(), breaker.window()),
            stage.vouchedBy(),
            stage.sweepEvery(),
            stage.reaperWindow(),
            settings.ownKinds().dryRun()),
        stage.aliases());
  }

  private static ObjectSettings.ObjectRetention policy(KeptRules kept) {
    return new ObjectSettings.ObjectRetention(kept.object(), kept.prefixes(), kept.rules());
  }

  private static ObjectSettings.ObjectSource source(ObservedSource source) {
    return new ObjectSettings.ObjectSource(
        source.object(),
        new SourceSettings(
            source.name(),
            source.spec().cluster() == null ? "git" : "cluster",
            source.scanEvery(),
            source.prefixes()),
        ObservedSources.write(source));
  }

  private ObjectSettings.ObjectPath path(OfferedPath path) {
    return new ObjectSettings.ObjectPath(
        path.object(),
        path.created(),
        new PathSettings(path.path(), path.schedule(), path.object()),
        path.stages(),
        settings.ownKinds().judgedBy(path.object()));
  }

  private ObjectSettings.ObjectRule rule(OfferedRule rule) {
    return new ObjectSettings.ObjectRule(
        rule.object(), rule.rule(), settings.ownKinds().judgedBy());
  }

  private static ObjectSettings.ObjectPin pin(PinnedImage pin) {
    return new ObjectSettings.ObjectPin(pin.object(), pin.image(), pin.until(), pin.reason());
  }
}

package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Prohibitions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that reach registries and layouts. */
public final class RegistryActivitiesImpl implements RegistryActivities {

  private static final Logger log = LoggerFactory.getLogger(RegistryActivitiesImpl.class);

  /** Below the workflow's start-to-close, so that no attempt outlives its successor's start. */
  private static final Duration SHORT_REQUEST = Duration.ofSeconds(45);

  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final ImageStores stores;
  private final CopyMeter meter;
  private final Permission permission;
  private final Duration standstill;
  private final LongSupplier nanoTime;
  private final Turns turns = new Turns();

  public RegistryActivitiesImpl(ImageStores stores, CopyMeter meter, Prohibitions prohibitions) {
    this(stores, meter, prohibitions, STANDSTILL, System::nanoTime);
  }

  /**
   * With limits of one's own.
   *
   * @param standstill how long a copy may show no progress
   * @param nanoTime a clock that goes on while this process is stopped
   */
  RegistryActivitiesImpl(
      ImageStores stores,
      CopyMeter meter,
      Prohibitions prohibitions,
      Duration standstill,
      LongSupplier nanoTime) {
    this.stores = stores;
    this.meter = meter;
    this.permission = new Permission(prohibitions);
    this.standstill = standstill;
    this.nanoTime = nanoTime;
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    ImageLocation location = request.location();
    ImageStores urgent = stores.forActivity(Activity.getExecutionContext());
    try {
      Descriptor found =
          new WatchedWork(SHORT_REQUEST)
              .run("resolve " + location, () -> 0, () -> {}, () -> find(request, urgent))
              .orElseThrow(() -> absent(location));
      return new ResolveResult(found.digest(), found.mediaType());
    } catch (IOException e) {
      throw Failures.of(e, "resolve " + location);
    }
  }

  @Override
  public CopyResult copy(CopyRequest request) {
    String what = "copy " + request.source() + " to " + request.target();
    CopyTracker tracker = new CopyTracker();
    ActivityExecutionContext context = Activity.getExecutionContext();
    CopyBeat beat = beat(context, tracker, what);
    ImageStores urgent = stores.forActivity(context);
    try {
      CopyResult result =
          new WatchedWork(standstill)
              .run(
                  what,
                  tracker::pulse,
                  beat,
                  () ->
                      copy(
                          request,
                          urgent,
                          turns,
                          tracker,
                          permission.at(what, request.target(), beat)));
      log.info(
          "copied source={} target={} digest={} blobs={} bytes={}",
          request.source(),
          request.target(),
          result.digest(),
          result.blobsCopied(),
          result.bytesCopied());
      meter.copied(result);
      return result;
    } catch (IOException e) {
      meter.failed(Failures.typeOf(e));
      throw Failures.of(e, what);
    }
  }

  private CopyBeat beat(ActivityExecutionContext context, CopyTracker tracker, String what) {
    ActivityCompletionClient temporal = context.getWorkflowClient().newActivityCompletionClient();
    return new CopyBeat(
        () -> context.heartbeat(tracker.progress()),
        () -> temporal.heartbeat(context.getTaskToken(), tracker.progress()),
        context.getInfo().getHeartbeatTimeout(),
        nanoTime,
        what);
  }

  /** The copy itself, whoever wants it. */
  static CopyResult copy(
      CopyRequest request, ImageStores urgent, Turns turns, CopyTracker tracker, Attempt attempt)
      throws IOException, InterruptedException {
    ImageStore source = urgent.source(request.source());
    try (ImageStore target = urgent.target(request.target())) {
      return new ClosureCopy(
              source, target, turns, tracker, attempt, urgent.earlier(request.source()))
          .run(
              new ClosureCopy.Selection(
                  request.digest(),
                  request.platforms(),
                  request.referrers(),
                  request.target().tag(),
                  request.target().digest(),
                  request.foreignLayers(),
                  request.trusting(),
                  request.expected()));
    }
  }

  /** What will be copied for sure may be fetched at once: that saves to look it up before. */
  static Optional<Descriptor> find(ResolveRequest request, ImageStores urgent) throws IOException {
    ImageLocation location = request.location();
    ImageStore store = urgent.source(location);
    Digest digest = location.digest();
    Tag tag = location.tag();
    if (digest != null) {
      return store.find(digest);
    }
    if (tag == null) {
      return Optional.empty();
    }
    return isNewAt(request.target(), urgent)
        ? store.get(tag).map(Manifest::descriptor)
        : store.find(tag);
  }

  private static boolean isNewAt(@Nullable ImageLocation target, ImageStores urgent)
      throws RegistryException {
    return target instanceof ImageLocation.InRegistry
        && target.tag() != null
        && urgent.source(target).lacks(target.tag());
  }

  static RegistryException absent(ImageLocation location) {
    return new RegistryException(
        FailureType.NOT_FOUND,
        "resolve " + location,
        "there is no such image",
        "check the reference; a private repository may look absent without login");
  }
}

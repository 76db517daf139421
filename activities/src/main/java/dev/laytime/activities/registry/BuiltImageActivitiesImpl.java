package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.copy.ImagePlatforms;
import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import dev.laytime.image.Platform;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The activity that looks at what builders pushed. */
public final class BuiltImageActivitiesImpl implements BuiltImageActivities {

  /** How long one answer of a registry may take, throttled or not. */
  private static final Duration STANDSTILL = Duration.ofSeconds(45);

  private final ImageStores stores;

  public BuiltImageActivitiesImpl(ImageStores stores) {
    this.stores = stores;
  }

  @Override
  public BuiltImageResult verify(BuiltImageRequest request) {
    String what = "look at %s@%s".formatted(request.repository(), request.digest());
    ActivityExecutionContext context = Activity.getExecutionContext();
    RegistryClient registries = stores.forActivity(context).registries();
    AtomicLong pulse = new AtomicLong();
    try {
      return new WatchedWork(STANDSTILL)
          .run(
              what,
              pulse::get,
              () -> context.heartbeat(pulse.get()),
              () ->
                  new BuiltImageResult(
                      fault(request, registries.source(request.repository()), pulse)));
    } catch (IOException e) {
      throw Failures.of(e, what);
    }
  }

  private static String fault(BuiltImageRequest request, ImageStore store, AtomicLong pulse)
      throws IOException {
    if (store.find(request.digest()).isEmpty()) {
      return "%s has no %s, which its builder says it pushed"
          .formatted(request.repository(), request.digest());
    }
    pulse.incrementAndGet();
    Manifest manifest = store.fetch(request.digest());
    pulse.incrementAndGet();
    List<Platform> found = ImagePlatforms.of(store, manifest);
    for (Platform wanted : request.platforms()) {
      if (found.stream().noneMatch(each -> each.satisfies(wanted))) {
        return "what was built is for %s, and not for %s".formatted(found, wanted);
      }
    }
    for (Platform each : found) {
      if (request.platforms().stream().noneMatch(each::satisfies)) {
        return "what was built is also for %s, which nobody asked for".formatted(each);
      }
    }
    return "";
  }
}

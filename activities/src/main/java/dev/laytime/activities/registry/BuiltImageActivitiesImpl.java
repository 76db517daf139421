package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;
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
                  new BuiltImageCheck(
                          request, registries.source(request.repository()), pulse::incrementAndGet)
                      .result());
    } catch (IOException e) {
      throw Failures.of(e, what);
    }
  }
}

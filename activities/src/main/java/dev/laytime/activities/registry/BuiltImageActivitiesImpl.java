package dev.laytime.activities.registry;

import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;

/** The activity that looks at what builders pushed. */
public final class BuiltImageActivitiesImpl implements BuiltImageActivities {

  private final AnsweredRequests requests;

  public BuiltImageActivitiesImpl(ImageStores stores) {
    this.requests = new AnsweredRequests(stores);
  }

  @Override
  public BuiltImageResult verify(BuiltImageRequest request) {
    String what = "look at %s@%s".formatted(request.repository(), request.digest());
    return requests.run(
        what,
        (registries, answered) ->
            new BuiltImageCheck(request, registries.source(request.repository()), answered)
                .result());
  }
}

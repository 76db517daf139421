package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/** Looks at what builders pushed. Failures are as in {@link RegistryActivities}. */
@ActivityInterface(namePrefix = "BuiltImage")
public interface BuiltImageActivities {

  /**
   * Whether the registry has what a builder says, with all that its rule asks for. What it does not
   * have is a result; a registry that does not say is a failure.
   */
  BuiltImageResult verify(BuiltImageRequest request);
}

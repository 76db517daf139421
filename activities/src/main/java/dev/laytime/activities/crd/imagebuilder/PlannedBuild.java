package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;

/** What an object comes to. */
sealed interface PlannedBuild {

  /**
   * It is to be built, or is.
   *
   * @param text of its Dockerfile
   * @param done whether image-operator did so
   */
  record InForce(Reference image, BuildRule rule, String text, boolean done)
      implements PlannedBuild {}

  /** It is not. */
  record Refused(Verdict verdict) implements PlannedBuild {}
}

package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.TagMirror;

/** What an object comes to. */
sealed interface Planned {

  /** It is in force. */
  record InForce(TagMirror mirror) implements Planned {}

  /**
   * It is, as soon as the object says that what image-operator did for it counts: two looks apart,
   * so that no worker that ends between them forgets it.
   */
  record TakingOver() implements Planned {}

  /** It is not. */
  record Refused(Verdict verdict) implements Planned {}
}

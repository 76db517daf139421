package dev.laytime.activities.crd.qebbeq;

import java.util.List;

/**
 * An {@code Image} as a cluster has it.
 *
 * @param finalizers everybody's
 * @param deleting whether somebody has deleted it and it only waits for its finalizers
 * @param version which of the objects that ever had this name it is, and in which state
 */
record ImageObject(
    ObjectKey key,
    ImageSpec spec,
    ImageStatus status,
    List<String> finalizers,
    boolean deleting,
    Version version) {

  /** What has an API server wait until we have seen that an object is deleted. */
  static final String FINALIZER = "qebbeq.tuco86.dev/finalizer";

  /** What tells one state of one object from every other. */
  record Version(String uid, String resourceVersion) {}

  ImageObject {
    finalizers = List.copyOf(finalizers);
  }

  /** Whether it has Qebbeq's finalizer. */
  boolean finalized() {
    return finalizers.contains(FINALIZER);
  }
}

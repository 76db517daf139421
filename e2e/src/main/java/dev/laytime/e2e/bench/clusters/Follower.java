package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.harness.Child;
import dev.laytime.image.Reference;

/** A program that follows a cluster's Pods and remembers the images of one registry. */
interface Follower {

  /** As a table calls it. */
  String name();

  /** Starts it; whoever measures ends it. */
  Child start();

  /** Whether it has made something of an image that a Pod named. */
  boolean knows(Reference image);
}

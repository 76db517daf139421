package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.util.List;

/** What images are made of: written when a life learns a digest, and before it is deleted. */
public interface Closures {

  /** Stores the members of a closure; a second time replaces the first. */
  void record(Repository repository, Digest root, List<Member> members);

  /** The members of a closure, in any order; empty where it is not written down. */
  List<Member> members(Repository repository, Digest root);

  /** The roots of all closures that have a digest, in any order; empty where none has it. */
  List<Digest> holding(Repository repository, Digest member);

  /**
   * A part of a closure.
   *
   * @param kind what it is to the root
   * @param bytes its own size, 0 or more
   */
  record Member(Digest digest, Kind kind, long bytes) {}

  /** What a member is. */
  enum Kind {
    ROOT,
    CHILD,
    CONFIG,
    LAYER,
    REFERRER
  }
}

package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes what objects in a cluster say into the ledger. */
public interface ObjectRegistration {

  /** What becomes of objects. */
  sealed interface Answer {

    /** They count, and what follows from it. */
    record Taken(Registration.Changes changes) implements Answer {}

    /** Nothing is changed. */
    record Refused(String why) implements Answer {}
  }

  /**
   * Has these objects count, and no others but those that are held. Said again it changes nothing.
   *
   * @param cluster where they are: while any of another one count, these do not
   * @param settings what configuration says, which counts before any object
   */
  Answer take(ObjectSettings objects, String cluster, LedgerSettings settings, Instant now);

  /** What is to be scanned under a name; empty where no object says it. */
  Optional<ObjectSettings.ObjectSource> source(String name);

  /** What the last scan of each source lacks, so that it proves nothing; empty for nothing. */
  Map<String, String> scans();

  /** The sources of use that are registered, by name. */
  List<String> sources();

  /** Those of them that no object made: also what configuration lost, and nobody took away. */
  List<String> otherSources();

  /** The names of paths that no object made: configuration has them, or lost them. */
  List<String> otherPaths();
}

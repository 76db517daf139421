package dev.laytime.worker.ledger;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which mirrors are polled, what their polls owe to lives, and how they went. A mirror is known by
 * its name; that of a rule is its target's text.
 */
public interface MirrorPolls {

  /** Whether a mirror is polled, and from where. */
  MirrorOrders orders(String mirror);

  /**
   * What the polls of a mirror found and lives were not offered yet, by name; not in a dry run.
   *
   * @param after the last one of those before; null for the first
   */
  List<Owed> owed(String mirror, @Nullable Reference after, int limit);

  /** Writes that a life was offered something; after the send. */
  void offered(Owed owed);

  /** Writes that a poll waits, or does no more. */
  void waiting(PollWait wait);

  /**
   * Writes how a poll ended.
   *
   * @return whether the mirror has nothing left to do, and is polled no more
   */
  boolean polled(PollReport report);

  /** How the last poll of each rule's target ended that is polled now, and was. */
  Map<RepositoryPrefix, PollReport> last();

  /** What is polled now: each is to have a schedule. */
  List<Plan> wanted();

  /** Those of them whose schedule was not made as they are now. */
  List<Plan> changed();

  /** Names that may have a schedule and are to have none. */
  List<String> unwanted();

  /** Writes that a mirror may have a schedule; before it is made. */
  void scheduling(String mirror);

  /** Writes that a schedule is as its mirror has it; after it was made. */
  void scheduled(Plan plan);

  /** Writes that a mirror has no schedule; after it was deleted. */
  void unscheduled(String mirror);

  /**
   * A mirror that is polled.
   *
   * @param atOnce whether it became another since its last poll
   * @param edition another one where the schedule is to be made anew
   */
  record Plan(
      String mirror,
      RepositoryPrefix source,
      RepositoryPrefix target,
      PollInterval every,
      boolean atOnce,
      String edition) {}

  /**
   * What a life is owed.
   *
   * @param mirror by whose poll
   * @param source where it is
   */
  record Owed(String mirror, Reference image, Reference source, Digest digest) {

    /** Who offers it, for people. */
    public String by() {
      return "mirror " + mirror;
    }
  }
}

package dev.laytime.worker.ledger;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rules are polled, what their polls owe to lives, and how they went. */
public interface MirrorPolls {

  /** Whether a target is polled, and from where. */
  MirrorOrders orders(RepositoryPrefix target);

  /**
   * What the polls of a target found and its lives were not offered yet, by name; not in a dry run.
   *
   * @param after the last one of those before; null for the first
   */
  List<Owed> owed(RepositoryPrefix target, @Nullable Reference after, int limit);

  /** Writes that a life was offered something; after the send. */
  void offered(Owed owed);

  /** Writes how a poll ended. */
  void polled(PollReport report);

  /** How the last poll of each target ended that is polled now, and was. */
  Map<RepositoryPrefix, PollReport> last();

  /** The rules that are polled now: each is to have a schedule. */
  List<MirrorRule> wanted();

  /** Targets that may have a schedule and are to have none. */
  List<RepositoryPrefix> unwanted();

  /** Writes that a target may have a schedule; before it is made. */
  void scheduling(RepositoryPrefix target);

  /** Writes that a target has no schedule; after it was deleted. */
  void unscheduled(RepositoryPrefix target);

  /**
   * What a life is owed.
   *
   * @param source where it is
   */
  record Owed(MirrorRule rule, Reference image, Reference source, Digest digest) {

    /** Who offers it, for people. */
    public String by() {
      return "mirror " + rule.target();
    }
  }
}

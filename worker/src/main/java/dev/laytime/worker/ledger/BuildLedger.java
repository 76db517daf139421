package dev.laytime.worker.ledger;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildWish;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For {@code BuildLedgerActivities} and for people: what builds ask of the ledger. */
public interface BuildLedger {

  /** The rule of an order as it is now, and whether its image may still be built. */
  BuildOrders orders(BuildOrder order);

  /**
   * Writes down the order of a life, where the rule lets those who name its image; one that is
   * underway is the same order.
   */
  Wanted want(BuildWish wish);

  /**
   * Writes down the order of a person.
   *
   * @param proof how it is proven who gives it; null where it is asserted
   * @return why it is not taken; empty where it is
   */
  String take(BuildOrder order, @Nullable String proof);

  /** Why the life of a name would never take what is offered to it; empty where it may. */
  String objection(BuildOffer offer);

  /**
   * Orders that Temporal may not have taken, to be asked for again. Those that have waited for too
   * long are over from then on.
   */
  List<BuildOrder> untaken();

  /**
   * Orders that Temporal took and of which nothing was heard for long: it may have lost them, and
   * may not.
   */
  List<BuildOrder> silent();

  /**
   * Temporal was asked, and has no run of such an order. Where it was ordered again since, has its
   * tag, or has been lost for too long it is over from then on.
   *
   * @return whether it is to be begun again
   */
  boolean lost(BuildOrder order);

  /** Nobody takes one of these any more: it is over. */
  void refused(BuildOrder order, String why);

  /**
   * Writes down the order of an object, as one of the builds that its namespace may begin in an
   * hour by all its objects, and have under way.
   */
  Taking takeOf(String namespace, BuildOrder order);

  /** Whether an alias may follow what was built. */
  AliasMove judgeAlias(BuildAlias alias);

  /** Temporal has taken an order. */
  void asked(BuildOrder order);

  /** Nobody has taken an order: it is as if it had not been given. */
  void notAsked(BuildOrder order);

  /**
   * Writes where a build stands. What comes late changes nothing: one that is over stays so.
   *
   * @return the images whose lives wait for it and are to be told, and after these the ones whose
   *     builds may begin now that it is not under way
   */
  List<Reference> remember(BuildStatus status);

  /**
   * Images whose builds wait for those of others and may begin now. Not every end of a build is
   * told by its run, and a word may be lost.
   */
  List<Reference> mayBegin();

  /**
   * What became of a wish.
   *
   * @param order to be asked for; null where there is none
   */
  record Wanted(@Nullable BuildOrder order, BuildAnswer answer) {}
}

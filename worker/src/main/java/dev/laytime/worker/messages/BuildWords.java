package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.workflow.ImageBuild.CancelMessage;

/** What people say to builds. */
public interface BuildWords {

  /**
   * Starts a build, or joins the one that runs.
   *
   * @throws PromotionWords.UnsaidException if it does not answer
   */
  BuildAnswer ask(BuildOrder order);

  /**
   * Whether a build of an order's image runs, by this order or another.
   *
   * @throws PromotionWords.UnsaidException if nobody knows
   */
  boolean runs(BuildOrder order);

  /**
   * Ends one.
   *
   * @throws PromotionWords.UnsaidException if there is none, it refuses, or does not answer
   */
  BuildStatus cancel(String id, CancelMessage message);
}

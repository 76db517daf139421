package dev.laytime.activity;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a build, as it is now.
 *
 * @param rule null where the configuration has none of that name any more
 * @param refusal why the image may not be built or brought, for people; empty where it may
 * @param existed why it may not be begun: it was there before; empty where it may. What a build
 *     brings there itself is no reason against it
 * @param workshop where builders may push; null without a rule, or where no stage has the image
 * @param over why a run that is begun for the order by mistake ends; null where the order is not
 *     over. A run that has done anything for it goes on
 */
public record BuildOrders(
    @Nullable BuildRule rule,
    String refusal,
    String existed,
    @Nullable Repository workshop,
    @Nullable String over) {

  /** Of an order that is not over. */
  public BuildOrders(
      @Nullable BuildRule rule, String refusal, String existed, @Nullable Repository workshop) {
    this(rule, refusal, existed, workshop, null);
  }
}

package dev.laytime.activity;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a build, as it is now.
 *
 * @param rule null where the configuration has none of that name any more
 * @param refusal why the image may not be built, for people; empty where it may
 * @param workshop where builders may push; null without a rule, or where no stage has the image
 */
public record BuildOrders(
    @Nullable BuildRule rule, String refusal, @Nullable Repository workshop) {}

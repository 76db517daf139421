package dev.laytime.activities.crd.own;

import dev.laytime.build.BuildRule;

/**
 * What a {@code BuildRule} object comes to.
 *
 * @param object {@code NAMESPACE/NAME}
 */
public record OfferedRule(String object, BuildRule rule) {}

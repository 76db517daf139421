package dev.laytime.activities.registry.client;

/**
 * What a registry last told of its own limit.
 *
 * @param limit how many requests it allows in its window; 0 where it does not say
 * @param remaining how many of them are left
 */
public record Quota(long limit, long remaining) {}

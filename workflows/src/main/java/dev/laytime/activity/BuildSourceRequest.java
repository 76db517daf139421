package dev.laytime.activity;

import dev.laytime.build.BuildRule;
import dev.laytime.build.GitRef;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Asks what an image is built of.
 *
 * @param image by tag
 * @param ref what a person wants instead of what the tag says; null for what it says
 */
public record BuildSourceRequest(BuildRule rule, Reference image, @Nullable GitRef ref) {}

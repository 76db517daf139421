package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * What follows on a build.
 *
 * @param build the workflow id of the build
 * @param image by tag
 * @param stage that it is promoted into
 */
public record BuildPromotion(
    String requestId, String build, Reference image, Digest digest, String stage) {}

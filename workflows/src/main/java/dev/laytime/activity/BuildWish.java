package dev.laytime.activity;

import dev.laytime.image.Reference;

/**
 * A life's image is missing, and somebody wants it built.
 *
 * @param image by tag
 * @param rule the name of the rule that covers it
 */
public record BuildWish(Reference image, String rule) {}

package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * What shall be under the image's name instead of what is there.
 *
 * @param source where it is now
 * @param digest what it is
 * @param rule what offers it: a mirror rule, a person
 */
public record Offer(Reference source, Digest digest, String rule) {}

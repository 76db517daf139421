package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * An image to be brought back.
 *
 * @param image its name; by digest, its hold tag is written
 * @param digest what it shall be again
 */
public record RestoreRequest(Reference image, Digest digest) {}

package dev.laytime.activity;

import dev.laytime.image.Reference;

/**
 * What a name stood for until now.
 *
 * @param image by digest
 * @param name that is or will be something else's
 */
public record DisplacedNotice(Reference image, Reference name) {}

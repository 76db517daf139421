package dev.laytime.activity;

import dev.laytime.image.Reference;

/** An image's name in a stage. */
public record StageTarget(String stage, Reference image) {}

package dev.laytime.activity;

import dev.laytime.image.Reference;

/** A life to be started or woken, and why. */
public record LookNotice(Reference image, String why) {}

package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;

/** A floating tag that follows a version now. */
public record FloatedNotice(String promotion, Reference image, Tag version, Digest digest) {}

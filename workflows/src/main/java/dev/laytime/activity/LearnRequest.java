package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;

/** A closure to write down. */
public record LearnRequest(Repository repository, Digest digest) {}

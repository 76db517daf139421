package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;

/** A manifest to be held. */
public record HoldRequest(Repository repository, Digest digest) {}

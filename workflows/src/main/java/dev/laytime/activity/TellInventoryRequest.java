package dev.laytime.activity;

import java.time.Instant;

/** A sweep's inventory whose differences are to be told. */
public record TellInventoryRequest(String stage, Instant startedAt) {}

package dev.laytime.activity;

import dev.laytime.image.Repository;

/**
 * A workshop to empty.
 *
 * @param workshop where builders of one rule push
 */
public record ClearRequest(Repository workshop) {}

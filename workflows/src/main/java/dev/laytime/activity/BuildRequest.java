package dev.laytime.activity;

import dev.laytime.build.BuildId;
import dev.laytime.build.BuildRule;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;

/**
 * Builds an image.
 *
 * @param image what it will be called, by tag
 * @param id the same for every attempt
 * @param to where the builder may push, and nowhere else
 * @param attempt which of the order's builds it is, from 1: what an earlier one came to is no
 *     answer
 */
public record BuildRequest(
    BuildRule rule, Reference image, ResolvedRef source, BuildId id, Repository to, int attempt) {

  /** The first attempt. */
  public BuildRequest(
      BuildRule rule, Reference image, ResolvedRef source, BuildId id, Repository to) {
    this(rule, image, source, id, to, 1);
  }
}

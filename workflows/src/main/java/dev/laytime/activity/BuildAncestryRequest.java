package dev.laytime.activity;

import dev.laytime.build.BuildRule;
import dev.laytime.build.GitCommit;
import dev.laytime.build.ResolvedRef;
import java.util.List;

/**
 * Asks whether what was built comes after what was built before.
 *
 * @param rule whose repository is asked
 * @param source of what was built, as it was resolved
 * @param before commits that were built of the same branch or tag, at least one
 */
public record BuildAncestryRequest(BuildRule rule, ResolvedRef source, List<GitCommit> before) {
  public BuildAncestryRequest {
    before = List.copyOf(before);
  }
}

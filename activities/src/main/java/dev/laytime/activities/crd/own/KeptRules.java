package dev.laytime.activities.crd.own;

import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;

/**
 * What a {@code RetentionPolicy} keeps.
 *
 * @param object {@code NAMESPACE/NAME}
 * @param prefixes below which each rule counts; empty for every stage
 */
public record KeptRules(String object, List<RepositoryPrefix> prefixes, List<RetentionRule> rules) {
  public KeptRules {
    prefixes = List.copyOf(prefixes);
    rules = List.copyOf(rules);
  }
}

package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.lifecycle.RetentionRule;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays longer than its grace period.
 *
 * @param repositories patterns of repositories below the prefix; empty for all
 * @param tags patterns of tags; empty for all
 * @param keepLast how many of those that match stay in each repository; null for none
 * @param minAge how long each that matches stays; null for no time
 * @param rollbackWindow how many image sets of each workload stay beside its present one; null for
 *     none
 * @param pulledWithin how long each that matches stays from when it was last pulled; null for no
 *     time
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "has(self.keepLast) || has(self.minAge) || has(self.rollbackWindow) ||"
            + " has(self.pulledWithin)",
    message =
        "expected keepLast, minAge, rollbackWindow, pulledWithin or several of them in each rule,"
            + " as in keepLast: 3")
public record RetentionRuleSpec(
    @Size(max = 20)
        @ValidationRule(value = Forms.PATTERNS, message = "repositories: " + Forms.SOME_PATTERNS)
        @JsonPropertyDescription(
            "Patterns of repositories below the prefix: * within a path component, ** across;"
                + " without them, all")
        List<String> repositories,
    @Size(max = 20)
        @ValidationRule(value = Forms.PATTERNS, message = "tags: " + Forms.SOME_PATTERNS)
        @JsonPropertyDescription("Patterns of tags; without them, all")
        List<String> tags,
    @ValidationRule(
            value = "self >= 1 && self <= 1000000",
            message = "keepLast: expected a number of 1 or more")
        @JsonPropertyDescription(
            "So many of the images that match stay in each repository, the last first seen first")
        @Nullable Integer keepLast,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "minAge: " + Forms.A_TIME)
        @JsonPropertyDescription("Each that matches stays so long from when it was first seen")
        @Nullable String minAge,
    @ValidationRule(
            value = "self >= 1 && self <= 50",
            message = "rollbackWindow: expected a number from 1 to 50")
        @JsonPropertyDescription(
            "So many image sets stay that each workload had before its present one")
        @Nullable Integer rollbackWindow,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "pulledWithin: " + Forms.A_TIME)
        @JsonPropertyDescription(
            "Each that matches stays so long from when it was last pulled; needs a stage whose"
                + " registry tells of pulls")
        @Nullable String pulledWithin) {

  public RetentionRuleSpec {
    repositories = Forms.list(repositories);
    tags = Forms.list(tags);
  }

  /**
   * The rule.
   *
   * @throws IllegalArgumentException if it is none
   */
  RetentionRule rule() {
    return new RetentionRule(
        Forms.patterns("repositories", repositories),
        Forms.patterns("tags", tags),
        keepLast,
        Forms.timeOrNull("minAge", minAge),
        rollbackWindow,
        Forms.timeOrNull("pulledWithin", pulledWithin));
  }
}

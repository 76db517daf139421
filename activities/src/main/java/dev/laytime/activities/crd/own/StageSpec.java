package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registry, or a part of one, whose images have lives. What is not said is as in the worker's
 * configuration.
 *
 * @param prefix where it is
 * @param aliases other prefixes of the same repositories
 * @param deletion {@code observe-only} or {@code enabled}; null for the first
 * @param externalDelete patterns of repositories whose external images may be deleted
 * @param gracePeriod null for 14 days
 * @param quarantine null for 7 days
 * @param sweepEvery null for an hour
 * @param reaperWindow null for a minute
 * @param vouchedBy sources of use; empty for all
 * @param breaker null for the usual one
 * @param retention what stays longer
 * @param suspend whether it only observes, whatever else is said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = "has(self.prefix)", message = "prefix: " + Forms.A_PREFIX)
@ValidationRule(
    value = "!has(self.retention) || self.retention.all(rule, !has(rule.pulledWithin))",
    message =
        "retention: pulledWithin needs a stage of the worker's configuration, as its registry tells"
            + " of pulls with a token of its own")
public record StageSpec(
    @Size(max = 520)
        @ValidationRule(value = Forms.PREFIX, message = "prefix: " + Forms.A_PREFIX)
        @JsonPropertyDescription("HOST[:PORT][/PATH] of the registry, or of a part of one")
        @Nullable String prefix,
    @Size(max = 20)
        @ValidationRule(
            value = "self.all(each, each.size() > 0 && each.size() <= 520)",
            message = "aliases: " + Forms.A_PREFIX)
        @JsonPropertyDescription(
            "Other prefixes by which sources of use know the same repositories")
        List<String> aliases,
    @Size(max = 20)
        @ValidationRule(
            value = "self in ['observe-only', 'enabled']",
            message = "deletion: expected observe-only or enabled")
        @JsonPropertyDescription(
            "observe-only, or enabled once a person wants images to leave (default: observe-only)")
        @Nullable String deletion,
    @Size(max = 50)
        @ValidationRule(value = Forms.PATTERNS, message = "externalDelete: " + Forms.SOME_PATTERNS)
        @JsonPropertyDescription(
            "Patterns of repositories below the prefix whose external images may be deleted")
        List<String> externalDelete,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "gracePeriod: " + Forms.A_TIME)
        @JsonPropertyDescription("From last seen in use to quarantine (default: 14d)")
        @Nullable String gracePeriod,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "quarantine: " + Forms.A_TIME)
        @JsonPropertyDescription("From quarantine to deletion (default: 7d)")
        @Nullable String quarantine,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "sweepEvery: " + Forms.A_TIME)
        @JsonPropertyDescription("From one sweep's start to the next (default: 1h)")
        @Nullable String sweepEvery,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "reaperWindow: " + Forms.A_TIME)
        @JsonPropertyDescription("How long removals in one repository are gathered (default: 1m)")
        @Nullable String reaperWindow,
    @Size(max = 50)
        @ValidationRule(
            value = "self.all(each, self.filter(other, other == each).size() == 1)",
            message = "vouchedBy: expected each source once")
        @JsonPropertyDescription("The sources of use whose word counts; without them, all")
        List<String> vouchedBy,
    @JsonPropertyDescription("The bounds to what leaves a repository without a person's word")
        @Nullable BreakerSpec breaker,
    @Size(max = 20) @JsonPropertyDescription("What stays longer than its grace period")
        List<RetentionRuleSpec> retention,
    @JsonPropertyDescription("With true nothing leaves, whatever deletion says")
        @Nullable Boolean suspend) {

  public StageSpec {
    aliases = Forms.list(aliases);
    externalDelete = Forms.list(externalDelete);
    vouchedBy = Forms.list(vouchedBy);
    retention = Forms.list(retention);
  }
}

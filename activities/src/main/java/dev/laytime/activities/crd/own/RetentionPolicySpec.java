package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays longer below a prefix, beside what the stage's own rules keep.
 *
 * @param prefix null for all that the namespace may speak of
 * @param rules at least one
 * @param suspend whether it does nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.rules) && self.rules.size() > 0",
    message = "rules: expected at least one, as in {keepLast: 3}")
public record RetentionPolicySpec(
    @Size(max = 520)
        @ValidationRule(value = Forms.PREFIX, message = "prefix: " + Forms.A_PREFIX)
        @JsonPropertyDescription(
            "The rules count below it; without it, below every prefix of the namespace, or in every"
                + " stage for the platform team")
        @Nullable String prefix,
    @Size(max = 20) @JsonPropertyDescription("What stays; each rule only ever keeps more")
        List<RetentionRuleSpec> rules,
    @JsonPropertyDescription("With true the policy keeps nothing, as if it were not there")
        @Nullable Boolean suspend) {

  public RetentionPolicySpec {
    rules = Forms.list(rules);
  }
}

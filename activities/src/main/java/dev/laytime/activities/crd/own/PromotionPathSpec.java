package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way from one stage into another, in the words of {@code promotions} of the configuration. What
 * is not said is as there.
 *
 * @param from the stage that it leads from
 * @param to the stage that it leads to
 * @param replicas other stages that get the same
 * @param repositories patterns below the stages' prefixes; empty for all
 * @param tags which; null for all
 * @param gates what must be true
 * @param floating tags that follow the highest version
 * @param moves whether a tag at the destination that names something else may be moved
 * @param keepLast null for 3
 * @param expiry null for 7 days
 * @param automatic what is promoted without being asked for; null for nothing
 * @param schedule when, where that is at set times; null elsewhere
 * @param git where the new tag is written
 * @param line what its versions follow each other in; null for the one of all paths without
 * @param suspend whether it promotes nothing by itself, whatever else is said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.from) && has(self.to)",
    message = "expected from and to, the stages that the path leads from and to")
@ValidationRule(
    value = "!has(self.from) || !has(self.to) || self.from != self.to",
    message = "expected another stage in to than in from")
@ValidationRule(
    value =
        "(has(self.schedule) && self.schedule != '') == (has(self.automatic) && self.automatic =="
            + " 'scheduled')",
    message = "expected automatic: scheduled and schedule together, or neither")
public record PromotionPathSpec(
    @Size(max = 100)
        @ValidationRule(value = GateSpec.NAME, message = "from: " + PromotionPathSpec.A_STAGE)
        @JsonPropertyDescription("The stage that it leads from")
        @Nullable String from,
    @Size(max = 100)
        @ValidationRule(value = GateSpec.NAME, message = "to: " + PromotionPathSpec.A_STAGE)
        @JsonPropertyDescription("The stage that it leads to")
        @Nullable String to,
    @Size(max = 20)
        @ValidationRule(value = PromotionPathSpec.ONCE, message = "replicas: expected each once")
        @JsonPropertyDescription("Other stages that get the same")
        List<String> replicas,
    @Size(max = 20)
        @ValidationRule(value = Forms.PATTERNS, message = "repositories: " + Forms.SOME_PATTERNS)
        @JsonPropertyDescription(
            "Patterns of repositories below the stages' prefixes: * within a path component, **"
                + " across; without them, all. A tenant's begin with what is its own")
        List<String> repositories,
    @JsonPropertyDescription("Which tags; without it, all") @Nullable TagPatternsSpec tags,
    @Size(max = 20) @JsonPropertyDescription("What must be true before an image is moved")
        List<GateSpec> gates,
    @Size(max = 10)
        @ValidationRule(
            value = "self.all(each, each.size() > 0 && each.size() <= 128)",
            message = "floating: expected tags, as in latest or {major}.{minor}")
        @JsonPropertyDescription(
            "Tags that follow the highest version: latest, {major}, {major}.{minor}")
        List<String> floating,
    @JsonPropertyDescription(
            "Whether a tag at the destination that names something else may be moved (default:"
                + " false)")
        @Nullable Boolean moves,
    @ValidationRule(
            value = "self >= 0 && self <= 50",
            message = "keepLast: expected a number from 0 to 50")
        @JsonPropertyDescription(
            "How many of the last promoted images of a repository stay besides the present one"
                + " (default: 3)")
        @Nullable Integer keepLast,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "expiry: " + Forms.A_TIME)
        @JsonPropertyDescription("How long a promotion may wait at its gates (default: 7d)")
        @Nullable String expiry,
    @Size(max = 20)
        @ValidationRule(
            value = "self in ['none', 'seen', 'scheduled']",
            message = "automatic: expected none, seen or scheduled")
        @JsonPropertyDescription("What is promoted without being asked for (default: none)")
        @Nullable String automatic,
    @Size(max = 100)
        @JsonPropertyDescription(
            "When, where automatic is scheduled: minute, hour, day, month and day of the week, in"
                + " UTC")
        @Nullable String schedule,
    @Size(max = 10)
        @ValidationRule(value = PromotionPathSpec.ONCE, message = "git: expected each once")
        @JsonPropertyDescription("Git targets of the worker's configuration")
        List<String> git,
    @Size(max = 100)
        @ValidationRule(value = GateSpec.NAME, message = "line: expected a name, as in 1.x")
        @JsonPropertyDescription(
            "What its versions follow each other in; without it, that of all paths without one")
        @Nullable String line,
    @JsonPropertyDescription(
            "With true it promotes nothing by itself; what a person orders goes on")
        @Nullable Boolean suspend) {

  static final String A_STAGE = "expected the name of a stage";

  static final String ONCE =
      "self.all(each, each.size() > 0 && self.filter(other, other == each).size() == 1)";

  public PromotionPathSpec {
    replicas = Forms.list(replicas);
    repositories = Forms.list(repositories);
    gates = Forms.list(gates);
    floating = Forms.list(floating);
    git = Forms.list(git);
  }
}

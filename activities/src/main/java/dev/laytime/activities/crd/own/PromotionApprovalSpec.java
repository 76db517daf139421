package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of one promotion, once.
 *
 * @param promotion the workflow's id
 * @param digest what is approved
 * @param path by which it goes, as was seen; null does not do for a gate that wants proof
 * @param gates the hash of the path and its gates, as seen; null does not do there either
 * @param gate null where the path has only one that wants approvals
 * @param by whoever makes the object, as the API server knows them
 * @param why null for nothing to say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.promotion) && has(self.digest) && has(self.by)",
    message = "expected promotion, digest and by")
@ValidationRule(
    value = "self == oldSelf",
    message = "an approval is never changed: delete it, and make another one")
public record PromotionApprovalSpec(
    @Size(max = 400)
        @ValidationRule(
            value = "self.matches('^promotion/[^/[:space:]]+/[^[:space:]]+:[^/:[:space:]]+$')",
            message = "promotion: expected its id, as in promotion/prod/team/app:1.2.3")
        @JsonPropertyDescription("The promotion's id, as in promotion/prod/team/app:1.2.3")
        @Nullable String promotion,
    @Size(max = 135)
        @ValidationRule(
            value = "self.matches('^sha(256:[a-f0-9]{64}|512:[a-f0-9]{128})$')",
            message = "digest: expected what is approved, as in sha256:<64 hex digits>")
        @JsonPropertyDescription("What is approved: for another digest it does not count")
        @Nullable String digest,
    @Size(max = 100)
        @ValidationRule(
            value = "self.size() > 0",
            message = "path: expected the path, as laytime promotions show shows it")
        @JsonPropertyDescription(
            "The path by which it goes, as you saw it; needed where the gate wants proof")
        @Nullable String path,
    @Size(max = 64)
        @ValidationRule(
            value = "self.matches('^[a-f0-9]{64}$')",
            message = "gates: expected 64 hex digits, as laytime promotions show shows them")
        @JsonPropertyDescription(
            "The hash of the path and its gates, as you saw it; needed where the gate wants proof")
        @Nullable String gates,
    @Size(max = 63)
        @ValidationRule(
            value = "self.size() > 0",
            message = "gate: expected the name of a gate of the path")
        @JsonPropertyDescription("The gate; without it, the only one that wants approvals")
        @Nullable String gate,
    @Size(max = 255)
        @ValidationRule(
            value = "self.size() > 0",
            message = "by: expected who you are, as kubectl auth whoami says it")
        @JsonPropertyDescription("Who approves: your name, as kubectl auth whoami says it")
        @Nullable String by,
    @Size(max = 500) @JsonPropertyDescription("For who reads it later") @Nullable String why) {}
